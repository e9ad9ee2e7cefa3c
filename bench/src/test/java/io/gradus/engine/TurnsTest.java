package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void eachIterationIsTheNextContenders() {
        List<String> calls = new ArrayList<>();
        Turns turns = new Turns() {
            @Override
            Runnable contender(String name) {
                return () -> calls.add(name);
            }
        };
        turns.contenders = "a+b+c";
        turns.prepareAll();
        for (int iteration = 0; iteration < 5; iteration++) {
            turns.next();
            turns.turn(new Share());
        }
        assertThat(calls).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void everyContenderThatTheScriptAsksForRuns() {
        for (String precision : List.of("float", "double")) {
            ProductBenchmark products = new ProductBenchmark();
            products.precision = precision;
            products.shape = "3x5x4";
            products.contenders = "peak+vector.z+vector.dW+vector.dx+portable.z+portable.dW+portable.dx";
            runAll(products);
            ElementwiseBenchmark elementwise = new ElementwiseBenchmark();
            elementwise.precision = precision;
            elementwise.contenders = "vector.exp+scalar.exp+vector.log+scalar.log+vector.tanh+scalar.tanh"
                    + "+vector.sigmoid+scalar.sigmoid+vector.erf+scalar.erf+vector.relu+scalar.relu"
                    + "+vector.softmax+scalar.softmax+loop.sgd+loop.adam";
            runAll(elementwise);
        }
    }

    private static void runAll(Turns turns) {
        turns.prepareAll();
        for (int i = turns.contenders.split("\\+", -1).length; i > 0; i--) {
            turns.next();
            turns.turn(new Share());
        }
    }
}
