package dev.agenthub.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map.Entry;
import java.util.UUID;

/**
 * Reads an agent's inbox and drops tasks into it. Does not follow links out of the project, or any link within the
 * inbox. Blocks, on some file systems forever: see {@link Inboxes}.
 *
 * @param folder the inbox; may be missing
 * @param root the project; must contain the folder once links are resolved
 */
public record Inbox(Path folder, Path root) implements TaskList {

    /** The maximum size of a task that is read or written, in bytes. */
    public static final int MAX_BYTES = 512 * 1024;

    /** The maximum number of tasks listed. */
    public static final int MAX_LISTED = 1000;

    /** The part of a task that is searched for its heading, in bytes. */
    private static final int HEAD = 8 * 1024;

    /** Lists the oldest tasks, oldest first, at most {@value #MAX_LISTED}. */
    @Override
    public List<Task> list() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var open = OpenFolder.of(folder, root)) {
            var found = new HashMap<String, BasicFileAttributes>();
            InboxScan.collect(open, found);
            var oldest = found.entrySet().stream()
                    .sorted(Comparator.comparing((Entry<String, BasicFileAttributes> file) ->
                    file.getValue().lastModifiedTime()).thenComparing(Entry::getKey)).limit(MAX_LISTED).toList();
            var tasks = new ArrayList<Task>();
            for (var file : oldest) {
                try {
                    var head = new String(open.read(Path.of(file.getKey()), HEAD), StandardCharsets.UTF_8);
                    tasks.add(task(file.getKey(), file.getValue(), head));
                } catch (NoSuchFileException e) {
                    // It was removed or replaced meanwhile and is no longer a task.
                    continue;
                }
            }
            return List.copyOf(tasks);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Task task(String name, BasicFileAttributes attributes, String text) {
        return new Task(name, attributes.size(), attributes.lastModifiedTime().toInstant(), Headings.first(text));
    }

    /**
     * Reads a task's text.
     *
     * @throws NoSuchFileException if there is no such task
     * @throws TaskTooLong if it has more than {@value #MAX_BYTES} bytes
     */
    public String read(String name) throws IOException {
        if (!InboxScan.isTaskName(name)) {
            throw new NoSuchFileException(name);
        }
        try (var open = OpenFolder.of(folder, root)) {
            var bytes = open.read(Path.of(name), MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TaskTooLong(name);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Creates a task atomically and durably, without replacing an existing file.
     *
     * @param name as {@link TaskName} allows
     * @throws FileAlreadyExistsException if a file of that name exists
     * @throws TaskTooLong if the text has more than {@value #MAX_BYTES} bytes
     */
    public Task drop(String name, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new TaskTooLong(name);
        }
        Files.createDirectories(folder);
        // Readers of an inbox ignore hidden files.
        var draft = Path.of("." + UUID.randomUUID() + ".part");
        try (var open = OpenFolder.of(folder, root)) {
            try {
                open.write(draft, bytes);
                place(draft, Path.of(name), open);
                try (var directory = FileChannel.open(folder, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                    directory.force(true);
                }
            } finally {
                open.delete(draft);
            }
            return task(name, open.attributes(Path.of(name)).orElseThrow(() -> new NoSuchFileException(name)), text);
        }
    }

    /** Links the draft under its final name, because a rename would replace an existing file. */
    private void place(Path draft, Path name, OpenFolder open) throws IOException {
        var written = open.attributes(draft).map(BasicFileAttributes::fileKey);
        try {
            Files.createLink(folder.resolve(name), folder.resolve(draft));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // A file system without hard links: move checks for an existing file, then renames.
            Files.move(folder.resolve(draft), folder.resolve(name));
        }
        // Linking works only by path, so check that the path led into the open folder.
        if (written.isEmpty() || !open.attributes(name).map(BasicFileAttributes::fileKey).equals(written)) {
            throw new IOException("%s was replaced during the call".formatted(folder));
        }
    }
}
