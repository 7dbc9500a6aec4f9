package dev.agenthub.cli.command;

import dev.agenthub.cli.client.Failure;

/** The exit codes. They are a contract: scripts compare with them. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILED = 1;
    /** The command line is invalid, or the hub rejected the request as malformed. */
    public static final int USAGE = 2;
    /** No hub answers. */
    public static final int UNREACHABLE = 3;
    public static final int NOT_FOUND = 4;
    /** Not possible in the agent's current state. */
    public static final int CONFLICT = 5;
    public static final int NOT_ALLOWED = 6;
    /** The hub did not shut down in time and halted itself. Only from {@code start}. */
    public static final int HALTED = 70;
    public static final int TIMED_OUT = 124;
    public static final int INTERRUPTED = 130;

    private ExitCode() {
    }

    public static int of(Failure failure) {
        return switch (failure) {
            case Failure.Unreachable unreachable -> UNREACHABLE;
            case Failure.TimedOut timedOut -> TIMED_OUT;
            case Failure.NotAHub notAHub -> FAILED;
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
