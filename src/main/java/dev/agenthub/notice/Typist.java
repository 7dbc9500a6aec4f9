package dev.agenthub.notice;

import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Types a notice and watches what comes of it: the line must be seen on the screen before Enter, and Enter must change something. For one
 * thread at a time, which it blocks for a few seconds at most.
 */
public final class Typist {

    /** How long a program may take to show what was typed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NOT_READ = "the program does not read what is typed";
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final NoticeText text;
    private final String inbox;
    private final Duration patience;
    /** What was typed and perhaps not taken: while it stands there, it is finished before anything else is typed. */
    private Optional<Line> unfinished = Optional.empty();

    private record Line(String text, List<String> tasks) {
    }

    /**
     * What came of it.
     *
     * @param tasks those that the line tells of
     * @param problem what went wrong, in words for people; empty where they were told
     */
    record Attempt(List<String> tasks, Optional<String> problem) {
    }

    /** @param inbox the folder as the agent sees it */
    public Typist(NoticeText text, String inbox) {
        this(text, inbox, PATIENCE);
    }

    Typist(NoticeText text, String inbox, Duration patience) {
        this.text = text;
        this.inbox = inbox;
        this.patience = patience;
    }

    /** Tells these tasks, or finishes the line that tells of earlier ones. */
    Attempt type(AgentTerminal terminal, List<String> tasks) throws InterruptedException {
        var turn = terminal.turn();
        if (turn.isEmpty()) {
            return new Attempt(tasks, Optional.of("somebody types"));
        }
        try (var keyboard = turn.get()) {
            var standing = unfinished.filter(line -> keyboard.shows(line.text()));
            var line = standing.orElseGet(() -> new Line(text.line(tasks, inbox), tasks));
            unfinished = Optional.of(line);
            var problem = standing.isEmpty() && !keyboard.paste(line.text()) ? Optional.of(NOT_READ) : enter(keyboard, line.text());
            if (problem.isEmpty()) {
                unfinished = Optional.empty();
            }
            return new Attempt(line.tasks(), problem);
        }
    }

    private Optional<String> enter(Turn keyboard, String line) throws InterruptedException {
        if (!seen(() -> keyboard.shows(line))) {
            return Optional.of("the line did not appear on the screen");
        }
        if (keyboard.dialog()) {
            return Optional.of("a dialog opened");
        }
        var before = keyboard.mark();
        if (!keyboard.enter()) {
            return Optional.of(NOT_READ);
        }
        return seen(() -> keyboard.mark() != before) ? Optional.empty() : Optional.of("nothing came of it");
    }

    private boolean seen(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(GLANCE);
        }
        return true;
    }
}
