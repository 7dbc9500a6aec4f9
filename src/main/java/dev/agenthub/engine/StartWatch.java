package dev.agenthub.engine;

/** Watches a start while it waits for its image. */
@FunctionalInterface
public interface StartWatch {

    /**
     * Called every few seconds, from any thread, and before the wait begins. Must be quick.
     *
     * @param doing a phrase for people, such as "pulling IMAGE, 3 of 8 layers, 120 MB"
     * @return whether to go on; otherwise the start fails
     */
    boolean waiting(String doing);
}
