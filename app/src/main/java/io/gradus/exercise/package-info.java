/// What the exercises of Gradus are written against. An exercise is a class that implements one of the interfaces
/// that [io.gradus.exercise.Exercise] permits; start at [io.gradus.exercise.NotebookExercise], the first.
///
/// `gradus exercise new DIR` writes a file for each, with blanks to fill in, and `gradus check FILE.java` says what is
/// right and what is not.
@NullMarked
package io.gradus.exercise;

import org.jspecify.annotations.NullMarked;
