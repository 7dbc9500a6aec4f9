package dev.agenthub.terminal;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;

/** How long a terminal has been still, and who wants to hear when it is not. All methods but {@link #shown} from any thread. */
final class Stillness {

    private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile long since = System.nanoTime();
    private long version;

    /** Something was shown; by one thread at a time. What leaves the text as it was is no change. */
    void shown(long contentVersion) {
        if (contentVersion != version) {
            version = contentVersion;
            since = System.nanoTime();
            watchers.forEach(Runnable::run);
        }
    }

    /** Something was typed, whose effect is yet to come. */
    void typed() {
        since = System.nanoTime();
    }

    Duration length() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    void watch(Runnable changed) {
        watchers.add(changed);
    }

    void unwatch(Runnable changed) {
        watchers.remove(changed);
    }
}
