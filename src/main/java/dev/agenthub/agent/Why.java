package dev.agenthub.agent;

import dev.agenthub.agent.Life.Purpose;
import java.util.Objects;

/** Why an agent is in its state. {@link #words} is the only place that puts it into words. */
public sealed interface Why {

    /** It has not been started since the hub's start. */
    record NotStarted() implements Why {
    }

    /** Its start was requested. */
    record Requested(Cause cause) implements Why {

        public Requested {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Its start waits for something, in a phrase for people. */
    record Progress(String doing) implements Why {

        public Progress {
            if (doing.isBlank()) {
                throw new IllegalArgumentException("doing must not be blank.");
            }
        }
    }

    /** It was stopped to start again. */
    record Restarting() implements Why {
    }

    /** Its container already runs, and the hub connects to the terminal. */
    record Adopting() implements Why {
    }

    /** The connection to its terminal ended, and the hub connects again. */
    record Reconnecting() implements Why {
    }

    /** Its program runs. */
    record Running() implements Why {
    }

    /** Its container was paused outside the hub. */
    record Paused() implements Why {
    }

    /** It is being stopped. */
    record Stopping(Purpose purpose) implements Why {

        public Stopping {
            Objects.requireNonNull(purpose, "purpose");
        }
    }

    /** It was stopped. */
    record Stopped(Cause cause) implements Why {

        public Stopped {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /**
     * Its program ended without a request.
     *
     * @param tooOften whether it did so several times in a row, each time soon after its start
     */
    record Ended(Exit exit, boolean tooOften) implements Why {

        public Ended {
            Objects.requireNonNull(exit, "exit");
        }
    }

    /** A command failed, with a user-facing message. */
    record Failure(String message) implements Why {

        public Failure {
            if (message.isBlank()) {
                throw new IllegalArgumentException("message must not be blank.");
            }
        }
    }

    /** For display, as a phrase. */
    default String words() {
        return switch (this) {
            case NotStarted() -> "not started";
            case Requested(var cause) -> "starting: " + cause.words();
            case Progress(var doing) -> "starting: " + doing;
            case Restarting() -> "restarting";
            case Adopting() -> "adopting the running container";
            case Reconnecting() -> "reconnecting to its terminal after a lost connection";
            case Running() -> "running";
            case Paused() -> "paused outside the hub: resume its container, or restart it";
            case Stopping(Purpose.Rest(var cause)) -> "stopping: " + cause.words();
            case Stopping(Purpose.StartAgain(var cause)) -> "stopping: to restart, " + cause.words();
            case Stopping(Purpose.Settle(var exit)) -> "stopping: the program ended, " + exit.inWords();
            case Stopped(var cause) -> "stopped: " + cause.words();
            case Ended(var exit, var tooOften) ->
                    "the program ended, " + exit.inWords() + (tooOften ? ", soon after its start" : "");
            case Failure(var message) -> message;
        };
    }
}
