package dev.agenthub.terminal;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Measures how long a terminal has been still, and notifies watchers of new text. All but {@link #shown} from any
 * thread.
 */
final class Stillness {

    private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile long since = System.nanoTime();
    private long version;

    /** Records output, from one thread at a time. Output that leaves the text unchanged does not count. */
    void shown(long contentVersion) {
        if (contentVersion != version) {
            version = contentVersion;
            since = System.nanoTime();
            watchers.forEach(Runnable::run);
        }
    }

    /** Records input, whose effect is yet to come. */
    void typed() {
        since = System.nanoTime();
    }

    Duration duration() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    void watch(Runnable changed) {
        watchers.add(changed);
    }

    void unwatch(Runnable changed) {
        watchers.remove(changed);
    }
}
