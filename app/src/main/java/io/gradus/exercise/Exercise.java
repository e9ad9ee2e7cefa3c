package io.gradus.exercise;

/// One exercise, as a class of the learner's. Which one it is, the interface says that the class implements.
///
/// The class needs a constructor without parameters. It may use mathematics, text, arrays, collections and
/// `System.out`, and nothing that reaches outside: no files, network, processes, threads, reflection.
public sealed interface Exercise
        permits NotebookExercise,
                BatchExercise,
                SoftmaxExercise,
                ReluExercise,
                PenaltyExercise,
                ThreeLayersExercise,
                MomentumExercise {}
