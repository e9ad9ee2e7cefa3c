package io.gradus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandWrittenTest {
    @Test
    void hasTheBitsOfGradus() {
        Notebook gradus = new Notebook();
        Notebook byHand = new Notebook();
        Notebook inLocals = new Notebook();
        for (int epoch = 0; epoch < 100; epoch++) {
            double loss = gradus.epoch();
            assertThat(byHand.epochByHand()).isEqualTo(loss);
            assertThat(inLocals.epochByHandInLocals()).isEqualTo(loss);
        }
        assertThat(byHand.p).isEqualTo(gradus.p);
        assertThat(inLocals.p).isEqualTo(gradus.p);
    }
}
