package dev.agenthub.cli.client;

import java.net.URI;
import java.time.Duration;

/** Why a request to a hub failed. Each case has its own exit code and advice. */
public sealed interface Failure {

    /** What went wrong, as a sentence. */
    String sentence();

    /** Whether the requested resource does not exist. */
    default boolean isNotFound() {
        return this instanceof Problem problem && problem.status() == 404;
    }

    /** No connection to the hub. */
    record Unreachable(URI hub, String why) implements Failure {
        @Override
        public String sentence() {
            return "No hub answers at " + hub + " (" + why + ").";
        }
    }

    /** The hub answered with an error. */
    record Problem(int status, String detail) implements Failure {
        @Override
        public String sentence() {
            return detail;
        }
    }

    /** The hub did not answer within the timeout. */
    record TimedOut(Duration timeout) implements Failure {
        @Override
        public String sentence() {
            return "The hub did not answer within " + timeout.toSeconds() + " s.";
        }
    }

    /** A server answered, but it is not a hub. */
    record NotAHub(URI hub) implements Failure {
        @Override
        public String sentence() {
            return "The server at " + hub + " is not an Agent Hub, or one of another version.";
        }
    }
}
