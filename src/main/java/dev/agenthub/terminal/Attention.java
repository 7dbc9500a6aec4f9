package dev.agenthub.terminal;

import dev.agenthub.attention.Dialog;
import dev.agenthub.attention.Waiting;
import dev.agenthub.emulator.Emulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a program waits for a person: it has called since somebody last typed, or a dialog is on a screen that is still. Thread-safe;
 * the emulator is given to it under its own lock.
 */
final class Attention {

    /** A screen that has not changed for so long is still. */
    static final Duration STILL = Duration.ofSeconds(2);

    /** A screen without activity for so long is as good as still. */
    private static final Duration NOISE_ONLY = Duration.ofSeconds(30);

    /** A bell so soon after a key answers the key: a shell rings when it knows no completion. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private Instant lastInput = Instant.MIN;
    private long calls;
    private Optional<Waiting> called = Optional.empty();
    private long version;
    private Instant stillSince = Instant.MAX;
    private boolean judged;
    private Optional<Waiting> dialog = Optional.empty();

    /** Another program begins. */
    synchronized void begin(long callsBefore, Instant now) {
        typed(now);
        stillSince = now;
        calls = callsBefore;
    }

    /** What was seen before the clock was set back was not seen later than now. */
    synchronized void clockJumped(Instant now) {
        lastInput = lastInput.isAfter(now) ? now : lastInput;
        stillSince = stillSince.isAfter(now) ? now : stillSince;
    }

    /** Somebody typed: whatever was asked has been seen. */
    synchronized void typed(Instant now) {
        lastInput = now;
        called = Optional.empty();
        dialog = Optional.empty();
        judged = false;
    }

    /** The program wrote, and has called so often by now. */
    synchronized void wrote(long callsNow, Instant now) {
        if (callsNow != calls) {
            calls = callsNow;
            if (called.isEmpty() && now.isAfter(lastInput.plus(ANSWER))) {
                called = Optional.of(new Waiting(now, "it called: rang the bell or sent a notification"));
            }
        }
    }

    /** Looks at the screen; to be called about once a second. */
    synchronized void look(Emulator emulator, Instant now) {
        if (emulator.contentVersion() != version) {
            version = emulator.contentVersion();
            stillSince = now;
            judged = false;
            // A dialog whose clock ticks is the same dialog.
            dialog = dialog.filter(open -> Dialog.on(emulator.screen()).isPresent());
        } else if (!judged && still(now)) {
            judged = true;
            dialog = Dialog.on(emulator.screen()).map(asks -> dialog.orElse(new Waiting(stillSince, "it " + asks)));
        }
    }

    /** Whether the screen, as last looked at, has not changed for {@link #STILL}. */
    synchronized boolean still(Instant now) {
        return !now.isBefore(stillSince.plus(STILL));
    }

    /** Why one should not type unasked now. A screen on which nothing but clocks and spinners moves for long is still, too. */
    synchronized Optional<String> obstacle(Emulator emulator, Instant now, Instant lastActivity) {
        var screen = emulator.screen();
        if (screen.lines().stream().allMatch(line -> line.text().isBlank())) {
            return Optional.of("its screen shows nothing yet");
        }
        if (!(still(now) && emulator.contentVersion() == version) && now.isBefore(lastActivity.plus(NOISE_ONLY))) {
            return Optional.of("its screen is moving");
        }
        return Dialog.on(screen).map(asks -> "it " + asks);
    }

    synchronized Optional<Waiting> waiting() {
        return dialog.or(() -> called);
    }
}
