package io.gradus.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormulaTest {
    @Test
    void setsLayersAsSubscriptsAndGreekLetters() {
        assertThat(Formula.html("delta2 = da2 ⊙ sigmoid'(z2)"))
                .isEqualTo("<i>δ</i><sub>2</sub> = <i>da</i><sub>2</sub> ⊙ sigmoid′(<i>z</i><sub>2</sub>)");
        assertThat(Formula.html("dW1 = xᵀ · delta1 + λ·W1"))
                .isEqualTo(
                        "<i>dW</i><sub>1</sub> = <i>x</i><sup>T</sup> · <i>δ</i><sub>1</sub> + <i>λ</i>·<i>W</i><sub>1</sub>");
        assertThat(Formula.html("da2 = 2/outputs · (y - t) / batch"))
                .isEqualTo("<i>da</i><sub>2</sub> = 2/outputs · (<i>y</i> − <i>t</i>) / batch");
    }

    @Test
    void leavesTheWordsOfASentenceAlone() {
        assertThat(Formula.prose("db2 is a sum; W1 and W2ᵀ, f'(z1) were not"))
                .isEqualTo(
                        "<i>db</i><sub>2</sub> is a sum; <i>W</i><sub>1</sub> and <i>W</i><sub>2</sub><sup>T</sup>, <i>f</i>′(<i>z</i><sub>1</sub>) were not");
    }

    @Test
    void escapesTheRest() {
        assertThat(Formula.html("<b> & \"W1\"")).isEqualTo("&lt;<i>b</i>&gt; &amp; &quot;<i>W</i><sub>1</sub>&quot;");
    }
}
