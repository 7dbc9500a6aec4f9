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
 * Which tasks an inbox holds: regular files, not links, named {@code *.md} and not hidden (editors hide what is half written).
 *
 * @param complete whether all was counted; else the folder holds more than the hub looks at
 */
record InboxScan(Set<String> tasks, boolean complete) {

    /** The most tasks that are counted. */
    static final int MOST_TASKS = 10_000;

    /** The most names that are looked at, of whatever kind. */
    static final int MOST_NAMES = 100_000;

    InboxScan {
        tasks = Set.copyOf(tasks);
    }

    /**
     * Reads it; there are none where there is no such folder. Blocking.
     *
     * @throws IOException where it cannot be read, or lies outside of the project
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

    /** Puts the tasks with their attributes into {@code found}; tells whether these are all. */
    static boolean collect(OpenFolder folder, Map<String, BasicFileAttributes> found) throws IOException {
        var candidates = new ArrayList<Path>();
        var complete = folder.names(MOST_NAMES, name -> {
            if (isTaskName(name.toString())) {
                candidates.add(name);
            }
        });
        for (var name : candidates) {
            var attributes = folder.attributes(name).filter(BasicFileAttributes::isRegularFile);
            if (attributes.isPresent() && found.size() == MOST_TASKS) {
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
