package io.gradus.app.exercise;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the process that runs an exercise is told.
///
/// @param classes class files by binary name
/// @param main the class that implements the exercise's interface
/// @param jobs calls to make, in order
record RunRequest(Map<String, byte[]> classes, String main, List<Job> jobs) {
    void writeTo(DataOutputStream out) throws IOException {
        Compilation.writeClasses(out, classes);
        out.writeUTF(main);
        out.writeInt(jobs.size());
        for (Job job : jobs) {
            job.writeTo(out);
        }
    }

    static RunRequest read(DataInputStream in) throws IOException {
        Map<String, byte[]> classes = Compilation.readClasses(in);
        String main = in.readUTF();
        List<Job> jobs = new ArrayList<>();
        for (int left = Frames.count(in, 1); left > 0; left--) {
            jobs.add(Job.read(in));
        }
        return new RunRequest(classes, main, List.copyOf(jobs));
    }
}
