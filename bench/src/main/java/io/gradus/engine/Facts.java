package io.gradus.engine;

import jdk.incubator.vector.FloatVector;

/// Prints what the script must know of this JVM and of OpenBLAS before it measures, a `name: value` a line.
///
/// In a process of its own, for some versions of OpenBLAS compute wrong results on some CPUs, or end the process. Exit
/// code 3: OpenBLAS's results differ from Gradus's by more than rounding explains.
final class Facts {
    private Facts() {}

    /// Starts here.
    ///
    /// @param args shapes to check OpenBLAS on, such as `128x784x128`
    public static void main(String[] args) {
        System.out.println("jdk: " + Runtime.version());
        System.out.println("bits: " + FloatVector.SPECIES_PREFERRED.vectorBitSize());
        System.out.println("peak flops in float: " + Peak.FLOPS_FLOAT);
        System.out.println("peak flops in double: " + Peak.FLOPS_DOUBLE);
        System.out.flush();
        try {
            System.out.println("openblas: " + OpenBlas.build());
        } catch (ExceptionInInitializerError e) {
            System.out.println("openblas missing: " + e.getCause());
            return;
        }
        System.out.println("openblas kernels: " + OpenBlas.kernels());
        System.out.flush(); // what follows may end the process
        double worst = 0;
        for (String precision : new String[] {"float", "double"}) {
            for (String shape : args) {
                Products products = Products.of(precision, shape);
                for (String product : Products.NAMES) {
                    double difference = products.difference(product);
                    worst = Math.max(worst, difference);
                    if (difference > 1) {
                        System.out.printf(
                                "openblas wrong: %s, %s, %s: off by %.3g times what rounding explains%n",
                                product, shape, precision, difference);
                    }
                }
            }
        }
        System.out.printf("openblas difference: %.3g%n", worst);
        if (worst > 1) {
            System.exit(3);
        }
    }
}
