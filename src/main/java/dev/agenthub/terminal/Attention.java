package dev.agenthub.terminal;

import dev.agenthub.attention.Dialog;
import dev.agenthub.attention.Waiting;
import dev.agenthub.emulator.Emulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Detects whether a program waits for a person: it has rung the bell or notified since the last keystroke, or a dialog
 * is on a screen that is still. Thread-safe; callers that pass the emulator hold its lock.
 */
final class Attention {

    /** A screen is still once it has not changed for this long. */
    static final Duration STILL = Duration.ofSeconds(2);

    /** A screen without activity for this long is treated as still. */
    private static final Duration NOISE_ONLY = Duration.ofSeconds(30);

    /** A bell within this time after a key is a reaction to the key: a shell rings when it knows no completion. */
    private static final Duration REACTION = Duration.ofSeconds(1);

    private Instant lastInput = Instant.MIN;
    private long alerts;
    private Optional<Waiting> alert = Optional.empty();
    private long version;
    private Instant stillSince = Instant.MAX;
    private boolean checked;
    private Optional<Waiting> dialog = Optional.empty();

    /** Resets for a new program. */
    synchronized void begin(long alertsBefore, Instant now) {
        typed(now);
        stillSince = now;
        alerts = alertsBefore;
    }

    /** Moves recorded times that a clock set back has put in the future to now. */
    synchronized void clockJumped(Instant now) {
        lastInput = lastInput.isAfter(now) ? now : lastInput;
        stillSince = stillSince.isAfter(now) ? now : stillSince;
    }

    /** Records input: the person has seen the alert or dialog. */
    synchronized void typed(Instant now) {
        lastInput = now;
        alert = Optional.empty();
        dialog = Optional.empty();
        checked = false;
    }

    /** Records output. {@code alertsNow} is the number of alerts so far. */
    synchronized void output(long alertsNow, Instant now) {
        if (alertsNow != alerts) {
            alerts = alertsNow;
            if (alert.isEmpty() && now.isAfter(lastInput.plus(REACTION))) {
                alert = Optional.of(new Waiting(now, "it rang the bell or sent a notification"));
            }
        }
    }

    /** Samples the screen. Call about once a second. */
    synchronized void sample(Emulator emulator, Instant now) {
        if (emulator.contentVersion() != version) {
            version = emulator.contentVersion();
            stillSince = now;
            checked = false;
            // A dialog with a ticking clock is the same dialog.
            dialog = dialog.filter(open -> Dialog.on(emulator.screen()).isPresent());
        } else if (!checked && isStill(now)) {
            checked = true;
            dialog = Dialog.on(emulator.screen())
                    .map(request -> dialog.orElse(new Waiting(stillSince, "it " + request)));
        }
    }

    /** Whether the screen, as last sampled, has not changed for {@link #STILL}. */
    synchronized boolean isStill(Instant now) {
        return !now.isBefore(stillSince.plus(STILL));
    }

    /** Why nothing should be typed unasked now. Clocks and spinners count as still after {@link #NOISE_ONLY}. */
    synchronized Optional<String> obstacle(Emulator emulator, Instant now, Instant lastActivity) {
        var screen = emulator.screen();
        if (screen.lines().stream().allMatch(line -> line.text().isBlank())) {
            return Optional.of("its screen shows nothing yet");
        }
        if (!(isStill(now) && emulator.contentVersion() == version) && now.isBefore(lastActivity.plus(NOISE_ONLY))) {
            return Optional.of("its screen is moving");
        }
        return Dialog.on(screen).map(request -> "it " + request);
    }

    synchronized Optional<Waiting> waiting() {
        return dialog.or(() -> alert);
    }
}
