/// Feed-forward neural networks, trained and with every gradient proved. See the package `io.gradus` for where to
/// start.
module io.gradus {
    requires static jdk.incubator.vector;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;
    requires tools.jackson.core;

    exports io.gradus;
    exports io.gradus.layer;
    exports io.gradus.network;
    exports io.gradus.gradient;
    exports io.gradus.diagnosis;
    exports io.gradus.data;
    exports io.gradus.metric;
    exports io.gradus.train;
    exports io.gradus.model;
}
