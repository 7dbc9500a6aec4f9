package dev.agenthub.ops;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Gives memory back. The native executable's collector runs when its young generation is full: so a hub that starts, or that has shown a
 * flood, and is quiet from then on would keep what is long garbage.
 */
@Singleton
class QuietHeap {

    private static final Logger LOG = Logger.getLogger(QuietHeap.class);

    /** So much may have been added, in bytes: what a quiet team needs in some minutes. */
    private static final long SLACK = 8L << 20;

    private long kept;

    /** Collects if much was added since the last time; takes about as long as a screen's refresh. */
    void tidy() {
        var before = used();
        if (before > kept + SLACK) {
            System.gc();
            kept = used();
            LOG.debugf("Memory: %d KiB, were %d KiB.", kept >> 10, before >> 10);
        }
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
