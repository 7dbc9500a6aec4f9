package dev.agenthub.cli;

import dev.agenthub.cli.client.Failure;

/** What the shell is told. These numbers are a contract: scripts compare with them. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    /** The command line itself is wrong, or the hub calls the request malformed. */
    static final int USAGE = 2;
    /** No hub answers. */
    static final int UNREACHABLE = 3;
    static final int NOT_FOUND = 4;
    /** Not possible in the agent's present state. */
    static final int CONFLICT = 5;
    static final int NOT_ALLOWED = 6;
    /** A hub that was told to end did not, and halted itself: of {@code start} only. */
    static final int HALTED = 70;
    static final int TIMED_OUT = 124;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(Failure failure) {
        return switch (failure) {
            case Failure.Unreachable unreachable -> UNREACHABLE;
            case Failure.TimedOut slow -> TIMED_OUT;
            case Failure.NotAHub other -> FAILED;
            case Failure.Problem problem -> ofStatus(problem.status());
        };
    }

    private static int ofStatus(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> USAGE;
            case 401, 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            case 408, 504 -> TIMED_OUT;
            case 409 -> CONFLICT;
            default -> FAILED;
        };
    }
}
