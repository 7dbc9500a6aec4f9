package dev.agenthub.inbox;

import java.io.IOException;
import java.util.List;

/** Where an agent's tasks can be looked up. */
@FunctionalInterface
public interface TaskList {

    /**
     * The tasks, the oldest first.
     *
     * @throws FolderStuck where the folder does not answer
     */
    List<Task> list() throws IOException;
}
