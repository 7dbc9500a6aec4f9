package dev.agenthub.cli.client;

import java.net.URI;
import java.time.Duration;

/** Why a hub did not do what it was asked. Each kind has its exit code and its advice. */
public sealed interface Failure {

    /** What went wrong, as a sentence for people. */
    String sentence();

    /** Whether the hub does not know what it was asked for. */
    default boolean isNotFound() {
        return this instanceof Problem problem && problem.status() == 404;
    }

    /** Nobody is there. */
    record Unreachable(URI hub, String why) implements Failure {
        @Override
        public String sentence() {
            return "No hub answers at " + hub + " (" + why + ").";
        }
    }

    /** The hub refused or failed, and says why. */
    record Problem(int status, String detail) implements Failure {
        @Override
        public String sentence() {
            return detail;
        }
    }

    /** The hub is there and took longer than allowed. */
    record TimedOut(Duration allowed) implements Failure {
        @Override
        public String sentence() {
            return "The hub did not answer within " + allowed.toSeconds() + " s.";
        }
    }

    /** Something answers, but it does not talk like a hub. */
    record NotAHub(URI hub) implements Failure {
        @Override
        public String sentence() {
            return "What answers at " + hub + " is not an Agent Hub.";
        }
    }
}
