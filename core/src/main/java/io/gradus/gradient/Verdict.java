package io.gradus.gradient;

import java.util.Collection;
import java.util.Locale;

/// What a check comes to.
public enum Verdict {
    /// Every entry agrees with its numeric value within the noise.
    PASS,
    /// Some entry lies further off than noise can explain.
    FAIL,
    /// The noise is too high to tell, or a kink is near.
    INCONCLUSIVE;

    /// As the command line and its reports write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Fail if a part fails, else inconclusive if a part is, else pass.
    public static Verdict of(Collection<Verdict> parts) {
        return parts.contains(FAIL) ? FAIL : parts.contains(INCONCLUSIVE) ? INCONCLUSIVE : PASS;
    }
}
