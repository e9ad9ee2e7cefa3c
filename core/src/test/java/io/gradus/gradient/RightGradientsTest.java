package io.gradus.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.layer.Activation;
import io.gradus.layer.ParameterBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A thousand right gradients and no alarm; and the same networks with one wrong entry.
class RightGradientsTest {
    private static final int NETWORKS = 1000;

    private static final List<Activation> SMOOTH =
            Activation.all().stream().filter(f -> !f.hasKink()).toList();

    @Test
    void everyRightGradientOfSmoothActivationsPasses() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            RandomNetwork network = RandomNetwork.draw(seed, SMOOTH);
            GradientReport report = check(network, network.gradient());
            assertThat(report.verdict()).as("%d: %s", seed, report.describe()).isEqualTo(Verdict.PASS);
        }
    }

    /// Any activation, ReLU three times as often as another.
    @Test
    void noRightGradientFailsAndKinksLeaveFewOpen() {
        List<Activation> any = new java.util.ArrayList<>(Activation.all());
        any.add(Activation.relu());
        any.add(Activation.relu());
        int open = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            RandomNetwork network = RandomNetwork.draw(seed, any);
            GradientReport report = check(network, network.gradient());
            assertThat(report.verdict()).as("%d: %s", seed, report.describe()).isNotEqualTo(Verdict.FAIL);
            open += report.verdict() == Verdict.PASS ? 0 : 1;
        }
        assertThat(open).isLessThanOrEqualTo(NETWORKS / 1000);
    }

    /// The largest entry of a block is off by a thousandth: its block fails, with this entry as the worst, and no other.
    @Test
    void wrongEntryFailsItsBlockAlone() {
        int planted = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            RandomNetwork network = RandomNetwork.draw(seed, Activation.all());
            double[] g = network.gradient();
            List<ParameterBlock> blocks = network.objective().architecture().blocks();
            int b = seed % blocks.size();
            int at = largest(g, blocks.get(b));
            double mistake = 1e-3 * g[at];
            double loss = network.objective().loss(network.p(), network.batch(), 0);
            if (Math.abs(mistake) > 1e-10 * Math.max(1, Math.max(loss, largest(g)))) { // else noise hides it
                planted++;
                g[at] += mistake;
                GradientReport report = check(network, g);
                for (int other = 0; other < blocks.size(); other++) {
                    BlockCheck block = report.blocks().get(other);
                    assertThat(block.verdict() == Verdict.FAIL)
                            .as("%d: %s", seed, block.describe())
                            .isEqualTo(other == b);
                }
                assertThat(report.blocks().get(b).worst())
                        .as("%d: %s", seed, report.blocks().get(b).describe())
                        .isEqualTo(at - blocks.get(b).offset());
            }
        }
        assertThat(planted).isGreaterThan(NETWORKS * 2 / 3);
    }

    private static GradientReport check(RandomNetwork network, double[] g) {
        return GradientCheck.check(g, network.objective(), network.p(), network.batch());
    }

    private static int largest(double[] g, ParameterBlock block) {
        int largest = block.offset();
        for (int i = block.offset(); i < block.offset() + block.size(); i++) {
            largest = Math.abs(g[i]) > Math.abs(g[largest]) ? i : largest;
        }
        return largest;
    }

    private static double largest(double[] g) {
        return Math.abs(g[largest(g, new ParameterBlock("", ParameterBlock.Kind.WEIGHTS, 1, g.length, 0))]);
    }
}
