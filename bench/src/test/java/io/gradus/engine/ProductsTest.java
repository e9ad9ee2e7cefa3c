package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsTest {
    @Test
    void everyLevelOfKernelsComputesTheSame() {
        for (String precision : List.of("float", "double")) {
            Products products = Products.of(precision, "19x33x21");
            for (String product : Products.NAMES) {
                products.gradus("naive", product).run();
                double[] expected = products.result().clone();
                for (String level : List.of("portable", "vector")) {
                    products.gradus(level, product).run();
                    assertThat(products.result())
                            .as("%s by %s kernels in %s", product, level, precision)
                            .isEqualTo(expected);
                }
            }
        }
    }
}
