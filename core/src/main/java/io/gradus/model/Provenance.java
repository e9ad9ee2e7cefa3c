package io.gradus.model;

import io.gradus.train.History;
import io.gradus.train.Optimizer;
import io.gradus.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a model comes from: settings and amounts that decide it. Nothing of the machine: no time, path or JVM.
final class Provenance {
    private Provenance() {}

    static Map<String, Object> of(PreparedData data, History history) {
        TrainingSettings settings = data.settings();
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("trainingRows", data.training().rows());
        provenance.put(
                "validationRows",
                data.validation() == null ? 0 : data.validation().rows());
        provenance.put("testRows", data.testRows().rows());
        provenance.put("optimizer", optimizer(settings.optimizer()));
        provenance.put("batch", settings.batchSize());
        provenance.put("epochs", settings.epochs());
        provenance.put("epochsRun", history.epochs().size());
        provenance.put("bestEpoch", history.bestEpoch());
        provenance.put("patience", settings.patience());
        provenance.put("l2", settings.l2());
        provenance.put("seed", settings.seed());
        provenance.put("precision", settings.precision().word());
        return provenance;
    }

    private static Map<String, Object> optimizer(Optimizer optimizer) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", optimizer.name());
        switch (optimizer) {
            case Optimizer.Sgd sgd -> settings.put("learningRate", sgd.learningRate());
            case Optimizer.Adam adam -> {
                settings.put("learningRate", adam.learningRate());
                settings.put("beta1", adam.beta1());
                settings.put("beta2", adam.beta2());
                settings.put("epsilon", adam.epsilon());
            }
            case Optimizer.Rprop rprop -> {
                settings.put("firstStep", rprop.firstStep());
                settings.put("increase", rprop.increase());
                settings.put("decrease", rprop.decrease());
                settings.put("smallest", rprop.smallest());
                settings.put("largest", rprop.largest());
            }
        }
        return settings;
    }
}
