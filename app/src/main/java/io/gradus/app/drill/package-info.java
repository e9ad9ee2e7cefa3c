/// Drills: a mistake is planted in a backward pass, and the learner finds it. Start at [io.gradus.app.drill.Drill].
@NullMarked
package io.gradus.app.drill;

import org.jspecify.annotations.NullMarked;
