package dev.agenthub.notice;

import dev.agenthub.terminal.Turn;
import dev.agenthub.terminal.WatchedTerminal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Types a notice and checks its effect: the line must appear on the screen before Enter is pressed, and Enter must
 * change something. For one thread at a time, which it blocks for a few seconds at most.
 */
public final class Typist {

    /** How long a program may take to react to input. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String NOT_READ = "the program is not reading its input";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final NoticeText text;
    private final String inbox;
    private final Duration timeout;
    /** A typed line without a confirmed Enter. While it is on the screen, it is completed before another is typed. */
    private Optional<NoticeLine> unfinished = Optional.empty();

    private record NoticeLine(String text, List<String> tasks) {
    }

    /**
     * The result of an attempt.
     *
     * @param tasks the tasks in the line
     * @param problem what went wrong, as a phrase for a person; empty on success
     */
    record Attempt(List<String> tasks, Optional<String> problem) {
    }

    /** @param inbox the folder as the agent sees it */
    public Typist(NoticeText text, String inbox) {
        this(text, inbox, TIMEOUT);
    }

    Typist(NoticeText text, String inbox, Duration timeout) {
        this.text = text;
        this.inbox = inbox;
        this.timeout = timeout;
    }

    /** Types a notice of these tasks, or completes the line of an earlier notice. */
    Attempt type(WatchedTerminal terminal, List<String> tasks) throws InterruptedException {
        var turn = terminal.takeTurn();
        if (turn.isEmpty()) {
            return new Attempt(tasks, Optional.of("someone is typing"));
        }
        try (var keyboard = turn.get()) {
            var typed = unfinished.filter(line -> keyboard.shows(line.text()));
            var line = typed.orElseGet(() -> new NoticeLine(text.line(tasks, inbox), tasks));
            unfinished = Optional.of(line);
            var problem = typed.isEmpty() && !keyboard.paste(line.text()) ? Optional.of(NOT_READ)
                    : enter(keyboard, line.text());
            if (problem.isEmpty()) {
                unfinished = Optional.empty();
            }
            return new Attempt(line.tasks(), problem);
        }
    }

    private Optional<String> enter(Turn keyboard, String line) throws InterruptedException {
        if (!becomesTrue(() -> keyboard.shows(line))) {
            return Optional.of("the line did not appear on the screen");
        }
        if (keyboard.showsDialog()) {
            return Optional.of("a dialog opened");
        }
        var before = keyboard.fingerprint();
        if (!keyboard.enter()) {
            return Optional.of(NOT_READ);
        }
        return becomesTrue(() -> !keyboard.fingerprint().equals(before)) ? Optional.empty()
                : Optional.of("Enter had no effect");
    }

    private boolean becomesTrue(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL_INTERVAL);
        }
        return true;
    }
}
