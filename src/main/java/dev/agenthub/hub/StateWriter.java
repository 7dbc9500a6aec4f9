package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeLog;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Saves changes in their order, on a thread of its own. No method but {@link #close} blocks. */
@Singleton
final class StateWriter {

    private static final Logger LOG = Logger.getLogger(StateWriter.class);

    private final StateStore store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("state").factory());

    StateWriter(StateStore store) {
        this.store = store;
    }

    void save(SavedAgent agent) {
        run(() -> store.save(agent));
    }

    void save(AgentId agent, NoticeLog log) {
        run(() -> store.save(agent, log));
    }

    /** Tries again to write what could not be written; call from time to time. */
    void retry() {
        if (store.hasUnsavedChanges()) {
            run(store::retrySave);
        }
    }

    private void run(Runnable write) {
        try {
            thread.execute(write);
        } catch (RejectedExecutionException e) {
            LOG.debug("A change after the hub's shutdown is not saved.");
        }
    }

    /** Waits until everything is written or has failed. Later changes are not saved. */
    void close() {
        run(store::retrySave);
        thread.close();
    }
}
