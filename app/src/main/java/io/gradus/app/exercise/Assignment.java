package io.gradus.app.exercise;

import io.gradus.exercise.BatchExercise;
import io.gradus.exercise.Exercise;
import io.gradus.exercise.MomentumExercise;
import io.gradus.exercise.NotebookExercise;
import io.gradus.exercise.PenaltyExercise;
import io.gradus.exercise.ReluExercise;
import io.gradus.exercise.SoftmaxExercise;
import io.gradus.exercise.ThreeLayersExercise;
import java.util.List;
import java.util.Optional;

/// The exercises there are, from easy to hard.
public enum Assignment {
    NOTEBOOK(1, "Exercise1Notebook", NotebookExercise.class, "the notebook's network, one sample"),
    BATCH(2, "Exercise2Batch", BatchExercise.class, "several samples at once"),
    SOFTMAX(3, "Exercise3Softmax", SoftmaxExercise.class, "softmax and cross-entropy"),
    RELU(4, "Exercise4Relu", ReluExercise.class, "ReLU"),
    PENALTY(5, "Exercise5Penalty", PenaltyExercise.class, "a penalty on the weights"),
    THREE_LAYERS(6, "Exercise6ThreeLayers", ThreeLayersExercise.class, "three layers"),
    MOMENTUM(7, "Exercise7Momentum", MomentumExercise.class, "momentum");

    private final int number;
    private final String className;
    private final Class<? extends Exercise> type;
    private final String title;

    Assignment(int number, String className, Class<? extends Exercise> type, String title) {
        this.number = number;
        this.className = className;
        this.type = type;
        this.title = title;
    }

    /// From 1.
    public int number() {
        return number;
    }

    /// A few words on what it is about.
    public String title() {
        return title;
    }

    /// The name of its file.
    public String fileName() {
        return className + ".java";
    }

    /// The file as a learner gets it, with blanks.
    String starter() {
        return Template.starter(text());
    }

    /// The file with all blanks filled in.
    public String solution() {
        return Template.solution(text());
    }

    /// What is to be done, in order.
    List<Step> steps() {
        return Template.steps(text());
    }

    private String text() {
        return AllowList.resource(fileName());
    }

    boolean hasGradient() {
        return this != MOMENTUM;
    }

    boolean hasUpdate() {
        return this == NOTEBOOK || this == MOMENTUM;
    }

    /// The exercise that implements an interface.
    ///
    /// @param type binary name of an interface
    static Optional<Assignment> ofInterface(String type) {
        for (Assignment assignment : values()) {
            if (assignment.type.getName().equals(type)) {
                return Optional.of(assignment);
            }
        }
        return Optional.empty();
    }
}
