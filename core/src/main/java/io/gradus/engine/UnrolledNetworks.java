package io.gradus.engine;

import io.gradus.layer.Activation;
import io.gradus.layer.Architecture;
import io.gradus.layer.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads [UnrolledNetwork] for the shapes that are asked for. It keeps the last of them: a shape that comes again is
/// compiled already.
final class UnrolledNetworks {
    private static final int MOST_LAYERS = 4;
    private static final int MOST_CLASSES = 64;

    private static final LinkedHashMap<Shape, Class<?>> CLASSES = new LinkedHashMap<>();

    private UnrolledNetworks() {}

    /// What is constant.
    ///
    /// @param loss name of the loss
    record Shape(Architecture architecture, String loss) {
        List<Layer> layers() {
            return architecture.layers();
        }

        /// Units of layer l, counted from 1; of layer 0 the inputs; 0 beyond the last.
        int units(int l) {
            return l == 0
                    ? architecture.inputs()
                    : l > layers().size() ? 0 : layers().get(l - 1).outputs(0);
        }

        Activation activation(int l) {
            return l <= layers().size() && layers().get(l - 1) instanceof Layer.Dense dense
                    ? Activation.named(dense.activation().name())
                    : Activation.identity();
        }
    }

    /// The network with this loss; null if it has too many units or layers, or layers that are not dense.
    static @Nullable SingleRow of(Architecture architecture, String loss) {
        List<Layer> layers = architecture.layers();
        boolean few = architecture.inputs() <= Kernels.FEW_UNITS && layers.size() <= MOST_LAYERS;
        for (Layer layer : layers) {
            few &= layer instanceof Layer.Dense dense && dense.units() <= Kernels.FEW_UNITS;
        }
        if (!few) {
            return null;
        }
        try {
            return (SingleRow) classOf(new Shape(architecture, loss))
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized Class<?> classOf(Shape shape) throws IllegalAccessException {
        Class<?> known = CLASSES.get(shape);
        if (known != null) {
            return known;
        }
        if (CLASSES.size() == MOST_CLASSES) {
            CLASSES.pollFirstEntry();
        }
        Class<?> defined = MethodHandles.lookup()
                .defineHiddenClassWithClassData(template(), shape, true, Lookup.ClassOption.NESTMATE)
                .lookupClass();
        CLASSES.put(shape, defined);
        return defined;
    }

    private static byte[] template() {
        try (InputStream in = UnrolledNetworks.class.getResourceAsStream("UnrolledNetwork.class")) {
            if (in == null) {
                throw new IllegalStateException("UnrolledNetwork.class: not found beside UnrolledNetworks.class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
