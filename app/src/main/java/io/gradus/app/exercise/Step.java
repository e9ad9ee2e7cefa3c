package io.gradus.app.exercise;

import java.util.List;

/// One step of an exercise, as the comments above its blank give it.
///
/// @param number from 1
/// @param title what it computes, such as `g.W3 = ∂E/∂W3, the outer product of a2 and δ3. [2 × 2]`
/// @param formula its lines
record Step(int number, String title, List<String> formula) {
    Step {
        formula = List.copyOf(formula);
    }

    /// Whether it computes something of this name, such as `g.W3` or `δ3`.
    boolean computes(String name) {
        int end = title.indexOf('(');
        String head = end < 0 ? title : title.substring(0, end);
        return head.startsWith(name) || head.contains(" " + name + " ") || head.contains(" " + name + ",");
    }
}
