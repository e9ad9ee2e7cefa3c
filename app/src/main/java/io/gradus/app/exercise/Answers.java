package io.gradus.app.exercise;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What an exercise made of all its jobs.
///
/// @param answers one a job, or a single one that failed, if nothing could be run or the run was broken off
/// @param printed what it wrote to standard output and standard error, the beginning
record Answers(List<Answer> answers, String printed) {
    Answers {
        answers = List.copyOf(answers);
    }

    static Answers failed(String problem) {
        return new Answers(List.of(Answer.failed(problem, 0)), "");
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(answers.size());
        for (Answer answer : answers) {
            answer.writeTo(out);
        }
        Frames.writeText(out, printed);
    }

    static Answers read(DataInputStream in) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (int left = Frames.count(in, 1); left > 0; left--) {
            answers.add(Answer.read(in));
        }
        return new Answers(answers, in.readUTF());
    }
}
