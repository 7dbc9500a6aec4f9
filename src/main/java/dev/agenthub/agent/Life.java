package dev.agenthub.agent;

import dev.agenthub.agent.AgentEvent.Observation;
import java.util.Objects;
import java.util.Optional;

/** The state of an agent's life, with exactly the data of that state. */
public sealed interface Life {

    /** It does not run, and nothing is wrong. */
    record Inactive(Why why) implements Life {

        public Inactive {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Its container is being started or adopted.
     *
     * @param adopted the run to adopt; empty for a start
     * @param seen what was last observed meanwhile; the command's outcome says whether it matters
     */
    record Starting(Why why, Optional<Run> adopted, Optional<Observation> seen) implements Life {

        public Starting {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(adopted, "adopted");
            Objects.requireNonNull(seen, "seen");
        }
    }

    /** Its program runs. */
    record Active(Run run, Link link, boolean paused) implements Life {

        public Active {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(link, "link");
        }
    }

    /**
     * Its container is being stopped.
     *
     * @param run what to stop; empty until the outcome of a pending start reports it
     */
    record Stopping(Optional<Run> run, Purpose purpose) implements Life {

        public Stopping {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(purpose, "purpose");
        }
    }

    /**
     * Something went wrong.
     *
     * @param run a container that may still run after a failed stop or adoption
     */
    record Failed(Why why, Optional<Run> run) implements Life {

        public Failed {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(run, "run");
        }
    }

    /** The hub's connection to the terminal of an active agent. */
    sealed interface Link {

        /** The terminal is connected. */
        record Connected() implements Link {
        }

        /** The terminal is not connected; {@code exit} is how its program ended, unknown if it runs. */
        record Lost(Exit exit) implements Link {

            public Lost {
                Objects.requireNonNull(exit, "exit");
            }
        }
    }

    /** What follows a stop. */
    sealed interface Purpose {

        /** It stays stopped. */
        record Rest(Cause cause) implements Purpose {

            public Rest {
                Objects.requireNonNull(cause, "cause");
            }
        }

        /** It starts again. */
        record StartAgain(Cause cause) implements Purpose {

            public StartAgain {
                Objects.requireNonNull(cause, "cause");
            }
        }

        /** Its program had already ended in a container that kept running. */
        record Settle(Exit exit) implements Purpose {

            public Settle {
                Objects.requireNonNull(exit, "exit");
            }
        }
    }

    /** The state's name for clients. */
    default AgentState state() {
        return switch (this) {
            case Inactive _ -> AgentState.INACTIVE;
            case Starting _ -> AgentState.STARTING;
            case Active _ -> AgentState.ACTIVE;
            case Stopping _ -> AgentState.STOPPING;
            case Failed _ -> AgentState.ERROR;
        };
    }

    /** Why it is in this state. */
    default Why why() {
        return switch (this) {
            case Inactive(var why) -> why;
            case Starting(var why, _, _) -> why;
            case Active(_, _, var paused) -> paused ? new Why.Paused() : new Why.Running();
            case Stopping(_, var purpose) -> new Why.Stopping(purpose);
            case Failed(var why, _) -> why;
        };
    }

    /** The current run, or the one that may still be running. */
    default Optional<Run> knownRun() {
        return switch (this) {
            case Inactive _ -> Optional.empty();
            case Starting(_, var adopted, _) -> adopted;
            case Active(var run, _, _) -> Optional.of(run);
            case Stopping(var run, _) -> run;
            case Failed(_, var run) -> run;
        };
    }
}
