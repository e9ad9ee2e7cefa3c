/// Exercises: written for a learner, checked, graded. Start at [io.gradus.app.exercise.ExerciseCheck].
///
/// What a learner wrote never runs in this process. It is compiled in one process ([io.gradus.app.exercise.CompilerMain]),
/// held against a list of what it may use ([io.gradus.app.exercise.BytecodeCheck]), and run in another
/// ([io.gradus.app.exercise.RunnerMain]), which answers with numbers; those are judged here.
@NullMarked
package io.gradus.app.exercise;

import org.jspecify.annotations.NullMarked;
