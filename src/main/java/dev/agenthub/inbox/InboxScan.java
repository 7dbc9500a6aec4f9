package dev.agenthub.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tasks in an inbox: regular files, not links, named {@code *.md} and not hidden, as editors' drafts are.
 *
 * @param complete false if the folder exceeds the limits, so that some tasks may be missing
 */
record InboxScan(Set<String> tasks, boolean complete) {

    /** The maximum number of tasks counted. */
    static final int MAX_TASKS = 10_000;

    /** The maximum number of names read, of any kind. */
    static final int MAX_NAMES = 100_000;

    InboxScan {
        tasks = Set.copyOf(tasks);
    }

    /**
     * Scans an inbox; a missing folder has no tasks. Blocks.
     *
     * @throws IOException if it cannot be read or lies outside the project
     */
    static InboxScan of(Inbox inbox) throws IOException {
        if (Files.notExists(inbox.folder())) {
            return new InboxScan(Set.of(), true);
        }
        try (var folder = OpenFolder.of(inbox.folder(), inbox.root())) {
            var found = new HashMap<String, BasicFileAttributes>();
            var complete = collect(folder, found);
            return new InboxScan(found.keySet(), complete);
        } catch (NoSuchFileException e) {
            return new InboxScan(Set.of(), true);
        }
    }

    /** Adds the tasks with their attributes to {@code found}; returns whether these are all. */
    static boolean collect(OpenFolder folder, Map<String, BasicFileAttributes> found) throws IOException {
        var candidates = new ArrayList<Path>();
        var complete = folder.names(MAX_NAMES, name -> {
            if (isTaskName(name.toString())) {
                candidates.add(name);
            }
        });
        for (var name : candidates) {
            var attributes = folder.attributes(name).filter(BasicFileAttributes::isRegularFile);
            if (attributes.isPresent() && found.size() == MAX_TASKS) {
                return false;
            }
            attributes.ifPresent(file -> found.put(name.toString(), file));
        }
        return complete;
    }

    static boolean isTaskName(String name) {
        return name.endsWith(".md") && !name.startsWith(".") && name.indexOf('/') < 0 && name.indexOf('\0') < 0;
    }
}
