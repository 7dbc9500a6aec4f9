package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeLog;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Saves changes in their order, on a thread of its own. No method but {@link #close} blocks. */
@Singleton
final class StateWriter {

    private final StateStore store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("state").factory());

    StateWriter(StateStore store) {
        this.store = store;
    }

    void save(SavedAgent agent) {
        thread.execute(() -> store.save(agent));
    }

    void save(AgentId agent, NoticeLog log) {
        thread.execute(() -> store.save(agent, log));
    }

    /** Tries again to write what could not be written; call from time to time. */
    void retry() {
        if (store.hasUnsavedChanges()) {
            thread.execute(store::retrySave);
        }
    }

    /** Waits until everything is written or has failed. Nothing can be saved afterwards. */
    void close() {
        thread.execute(store::retrySave);
        thread.close();
    }
}
