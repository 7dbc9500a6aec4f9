package dev.agenthub.attention;

import dev.agenthub.emulator.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Watches one terminal: whether it is still, whether a change is activity, and whether its program waits for a person,
 * because it has rung the bell or notified since the last keystroke, or because a dialog is on a still screen.
 * Thread-safe. All times come from the caller.
 */
public final class Watch {

    /** A screen is still once its text has not changed for this long. */
    static final Duration STILL = Duration.ofSeconds(2);

    /** A screen without activity for this long is treated as still. */
    private static final Duration NOISE_ONLY = Duration.ofSeconds(30);

    /** A bell within this time after a key is a reaction to the key: a shell rings when it knows no completion. */
    private static final Duration REACTION = Duration.ofSeconds(1);

    /** Digits, punctuation and symbols (both used for spinners), Braille patterns, and blanks. */
    private static final Pattern NOISE = Pattern.compile("[\\p{Nd}\\p{P}\\p{S}\\p{Z}\\p{Cntrl}]+");

    private Instant lastInput = Instant.MIN;
    private Instant lastChange;
    private long version;
    private long alerts;
    private Optional<Waiting> alert = Optional.empty();
    private Optional<Waiting> dialog = Optional.empty();
    private boolean changedSinceSample;
    private boolean dialogChecked;
    private int words;

    public Watch(Instant now) {
        lastChange = now;
    }

    /** Resets for a new program. */
    public synchronized void begin(long contentVersion, long alertsBefore, Instant now) {
        typed(now);
        shown(contentVersion, alertsBefore, now);
        lastChange = now;
        alert = Optional.empty();
    }

    /** Records input: the person has seen the alert or dialog. */
    public synchronized void typed(Instant now) {
        lastInput = now;
        alert = Optional.empty();
        dialog = Optional.empty();
        dialogChecked = false;
    }

    /**
     * Records output.
     *
     * @param contentVersion a number that changes with the text on the screen
     * @param alertsSoFar the number of alerts so far
     * @return whether the text has changed
     */
    public synchronized boolean shown(long contentVersion, long alertsSoFar, Instant now) {
        if (alertsSoFar != alerts) {
            alerts = alertsSoFar;
            if (alert.isEmpty() && now.isAfter(lastInput.plus(REACTION))) {
                alert = Optional.of(new Waiting(now, "it rang the bell or sent a notification"));
            }
        }
        if (contentVersion == version) {
            return false;
        }
        version = contentVersion;
        lastChange = now;
        changedSinceSample = true;
        return true;
    }

    /** Whether there is something new to {@link #sample}. Ask about once a second. */
    public synchronized boolean isSampleDue(Instant now) {
        return changedSinceSample || !dialogChecked && isStill(now);
    }

    /**
     * Samples the screen.
     *
     * @return whether there was activity: the text has changed in more than digits, spinner glyphs and punctuation.
     *     Clocks, counters and spinners change while a program waits for a person
     */
    public synchronized boolean sample(Screen screen, Instant now) {
        if (changedSinceSample) {
            changedSinceSample = false;
            dialogChecked = false;
            // A dialog with a ticking clock is the same dialog.
            dialog = dialog.filter(open -> Dialog.on(screen).isPresent());
            var before = words;
            words = words(screen);
            return words != before;
        }
        if (isStill(now)) {
            dialogChecked = true;
            dialog = Dialog.on(screen).map(request -> dialog.orElse(new Waiting(lastChange, "it " + request)));
        }
        return false;
    }

    private static int words(Screen screen) {
        return NOISE.matcher(String.join(" ", screen.texts())).replaceAll("").hashCode();
    }

    /** How long ago the text last changed or something was last typed. */
    public synchronized Duration stillFor(Instant now) {
        return Duration.between(lastChange.isAfter(lastInput) ? lastChange : lastInput, now);
    }

    private boolean isStill(Instant now) {
        return !now.isBefore(lastChange.plus(STILL));
    }

    /**
     * Why nothing should be typed unasked now, as a phrase for a person; empty if nothing stands in the way. Clocks and
     * spinners count as still after {@link #NOISE_ONLY}.
     */
    public synchronized Optional<String> obstacle(Screen screen, Instant now, Instant lastActivity) {
        if (screen.texts().stream().allMatch(String::isBlank)) {
            return Optional.of("its screen shows nothing yet");
        }
        if (!isStill(now) && now.isBefore(lastActivity.plus(NOISE_ONLY))) {
            return Optional.of("its screen is moving");
        }
        return Dialog.on(screen).map(request -> "it " + request);
    }

    /** Why and since when the program waits for a person; empty if it does not. */
    public synchronized Optional<Waiting> waiting() {
        return dialog.or(() -> alert);
    }

    /** Adjusts to a jump of the clock: stillness is measured from now. */
    public synchronized void clockJumped(Instant now) {
        lastChange = now;
        lastInput = lastInput.isAfter(now) ? now : lastInput;
    }
}
