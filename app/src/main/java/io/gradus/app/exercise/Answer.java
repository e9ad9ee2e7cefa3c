package io.gradus.app.exercise;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What an exercise made of one [Job]: numbers, or why there are none.
final class Answer {
    private final double[] numbers;
    private final double[] velocity;
    private final int[] blanks;
    private final String complaint;
    private final String problem;
    private final int line;

    private Answer(double[] numbers, double[] velocity, int[] blanks, String complaint, String problem, int line) {
        this.numbers = numbers;
        this.velocity = velocity;
        this.blanks = blanks;
        this.complaint = complaint;
        this.problem = problem;
        this.line = line;
    }

    /// Numbers.
    ///
    /// @param numbers the gradient, or the parameters after the step, in the flat order
    /// @param velocity after the step; empty without momentum
    /// @param blanks steps whose blanks were reached, ascending
    /// @param complaint what the method did beside that it may not, "" for nothing
    static Answer of(double[] numbers, double[] velocity, int[] blanks, String complaint) {
        return new Answer(numbers, velocity, blanks, complaint, "", 0);
    }

    /// No numbers.
    ///
    /// @param problem such as `ArithmeticException: / by zero`
    /// @param line of the learner's file, 0 if unknown
    static Answer failed(String problem, int line) {
        return new Answer(new double[0], new double[0], new int[0], "", problem, line);
    }

    boolean hasNumbers() {
        return problem.isEmpty();
    }

    double[] numbers() {
        return numbers;
    }

    double[] velocity() {
        return velocity;
    }

    int[] blanks() {
        return blanks;
    }

    String complaint() {
        return complaint;
    }

    String problem() {
        return problem;
    }

    int line() {
        return line;
    }

    void writeTo(DataOutputStream out) throws IOException {
        Frames.writeNumbers(out, numbers);
        Frames.writeNumbers(out, velocity);
        Frames.writeInts(out, blanks);
        Frames.writeText(out, complaint);
        Frames.writeText(out, problem);
        out.writeInt(line);
    }

    static Answer read(DataInputStream in) throws IOException {
        return new Answer(
                Frames.numbers(in), Frames.numbers(in), Frames.ints(in), in.readUTF(), in.readUTF(), in.readInt());
    }
}
