package dev.agenthub.inbox;

import java.io.IOException;
import java.util.List;

/** A source of an agent's tasks. */
@FunctionalInterface
public interface TaskList {

    /**
     * Lists the tasks, oldest first.
     *
     * @throws FolderStuck if the folder does not answer
     */
    List<Task> list() throws IOException;
}
