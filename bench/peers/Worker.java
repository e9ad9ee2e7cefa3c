import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/// A system to be timed, as a process that answers requests: the JVM's side of what bench/compare.py asks.
///
/// Started with the number of threads and the seconds of a warm-up. Says `ready VERSION`, then answers one line for each
/// line of standard input:
///
/// ```
/// train CASE SECONDS     CASE MICROSECONDS_A_STEP [NOTE]
/// predict CASE SECONDS   CASE unsupported REASON
/// quit
/// ```
///
/// The first request of a case warms up. A note says what the system does otherwise than the case asks. Whatever else is
/// printed goes to standard error.
final class Worker {
    /// What a system can do.
    interface Subject {
        /// Its version, and what of its set-up one must know to read its times.
        String version();

        /// Prepares training steps; all that is not part of each step happens here.
        Steps train(Case of) throws Exception;

        /// Prepares predictions of one row.
        Steps predict(Case of) throws Exception;
    }

    /// Something that is done over and over.
    @FunctionalInterface
    interface Steps {
        void take(long steps) throws Exception;

        /// How this differs from what the case asks; empty if it does not.
        default String note() {
            return "";
        }
    }

    /// The system cannot do the case; the message says why.
    static final class Unsupported extends Exception {
        Unsupported(String reason) {
            super(reason);
        }
    }

    /// Makes a system for a number of threads.
    interface Maker {
        Subject make(int threads) throws Exception;
    }

    /// The same steps with a note.
    static Steps noted(Steps steps, String note) {
        return new Steps() {
            @Override
            public void take(long count) throws Exception {
                steps.take(count);
            }

            @Override
            public String note() {
                return note;
            }
        };
    }

    private static final double CHUNK_SECONDS = 0.005;
    private static final double REWARM_SECONDS = 0.05;
    /// Warm is what gets no faster than this from one window to the next.
    private static final double STABLE = 0.97;
    /// Share of a window that the compiler may take in it.
    private static final double MUCH_COMPILATION = 0.05;

    private final Subject subject;
    private final double warmUpSeconds;
    private String current = "";
    private Steps steps;
    private long chunk;

    private Worker(Subject subject, double warmUpSeconds) {
        this.subject = subject;
        this.warmUpSeconds = warmUpSeconds;
    }

    static void serve(String[] args, Maker maker) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Worker worker = new Worker(maker.make(Integer.parseInt(args[0])), Double.parseDouble(args[1]));
        answers.println("ready " + worker.subject.version());
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null && !line.equals("quit"); line = requests.readLine()) {
            answers.println(worker.answer(line.split(" ")));
        }
        System.exit(0); // some systems leave threads behind
    }

    private String answer(String[] request) {
        try {
            return request[1] + " " + measure(request[0], request[1], Double.parseDouble(request[2]));
        } catch (Unsupported e) {
            return request[1] + " unsupported " + e.getMessage();
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            return request[1] + " unsupported it failed: " + e.toString().replaceAll("\\s+", " ");
        }
    }

    private String measure(String what, String name, double seconds) throws Exception {
        if (!current.equals(what + name)) {
            current = "";
            Case of = Case.parse(name);
            steps = what.equals("train") ? subject.train(of) : subject.predict(of);
            chunk = 1;
            warmUp();
            current = what + name;
        }
        secondsPerStep(REWARM_SECONDS); // back into caches and out of sleep
        return (secondsPerStep(seconds) * 1e6 + " " + steps.note()).strip();
    }

    /// Takes steps for the warm-up's time, then until they get no faster while the JIT compiler has nothing to do, for
    /// ten times as long at most.
    private void warmUp() throws Exception {
        secondsPerStep(warmUpSeconds);
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        double before = Double.POSITIVE_INFINITY;
        int quiet = 0;
        for (int window = 0; window < 36 && quiet < 2; window++) {
            long compiled = compiler.getTotalCompilationTime();
            double now = secondsPerStep(warmUpSeconds / 4);
            boolean compiles = compiler.getTotalCompilationTime() - compiled > MUCH_COMPILATION * warmUpSeconds / 4 * 1000;
            quiet = compiles || now < before * STABLE ? 0 : quiet + 1;
            before = now;
        }
    }

    /// Takes steps for at least this long, at least one; the mean.
    private double secondsPerStep(double seconds) throws Exception {
        long total = 0;
        long start = System.nanoTime();
        long now = start;
        do {
            long before = now;
            steps.take(chunk);
            total += chunk;
            now = System.nanoTime();
            if (now - before < CHUNK_SECONDS * 1e9 / 2) {
                chunk *= 2;
            }
        } while (now - start < seconds * 1e9);
        return (now - start) / 1e9 / total;
    }
}
