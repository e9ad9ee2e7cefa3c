package io.gradus.engine;

import org.openjdk.jmh.annotations.Param;

/// Matrix products of one shape in one precision. Contenders: `peak`; and a level of kernels or `openblas` with a
/// product, such as `vector.z`, `portable.dW`, `openblas.dx`.
public class ProductBenchmark extends Turns {
    /// Of the numbers.
    @Param({"float", "double"})
    public String precision = "float";

    /// Batch, inputs, outputs.
    @Param("128x784x128")
    public String shape = "128x784x128";

    private Products products = Products.of("float", "1x1x1");

    @Override
    void prepare() {
        products = Products.of(precision, shape);
    }

    @Override
    Runnable contender(String name) {
        if (name.equals("peak")) {
            return Peak.in(precision);
        }
        int dot = name.indexOf('.');
        String who = name.substring(0, dot);
        String product = name.substring(dot + 1);
        return who.equals("openblas") ? products.openBlas(product) : products.gradus(who, product);
    }
}
