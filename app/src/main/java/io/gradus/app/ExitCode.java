package io.gradus.app;

/// Exit codes, part of the command line's contract.
final class ExitCode {
    static final int DONE = 0;
    static final int CHECK_FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int BAD_INPUT = 3;
    static final int DIVERGED = 4;
    static final int INCONCLUSIVE = 5;
    static final int INTERNAL = 70;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
