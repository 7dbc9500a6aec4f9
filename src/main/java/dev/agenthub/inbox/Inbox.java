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
 * One inbox: reads its tasks, and drops new ones into it. Links are never followed out of the project, and none in the inbox. Blocking, and for
 * ever on some file systems: see {@link Inboxes}.
 *
 * @param folder may be missing
 * @param root the project, which the folder must really lie in
 */
public record Inbox(Path folder, Path root) implements TaskList {

    /** The most bytes of a task that are read or written. */
    public static final int MOST_BYTES = 512 * 1024;

    /** The most tasks that are listed. */
    public static final int MOST_LISTED = 1000;

    /** How much of a task is looked through for its heading, in bytes. */
    private static final int HEAD = 8 * 1024;

    /** The tasks, the oldest first, {@value #MOST_LISTED} at most. */
    @Override
    public List<Task> list() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var open = OpenFolder.of(folder, root)) {
            var found = new HashMap<String, BasicFileAttributes>();
            InboxScan.collect(open, found);
            var oldest = found.entrySet().stream().sorted(Comparator.comparing((Entry<String, BasicFileAttributes> file) ->
                    file.getValue().lastModifiedTime()).thenComparing(Entry::getKey)).limit(MOST_LISTED).toList();
            var tasks = new ArrayList<Task>();
            for (var file : oldest) {
                try {
                    tasks.add(task(file.getKey(), file.getValue(), new String(open.read(Path.of(file.getKey()), HEAD), StandardCharsets.UTF_8)));
                } catch (NoSuchFileException e) {
                    // It was taken out meanwhile, or something else put in its place: it is no task any more.
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
     * A task's text.
     *
     * @throws NoSuchFileException where there is no such task
     * @throws TaskTooLong where it has more than {@value #MOST_BYTES} bytes
     */
    public String read(String name) throws IOException {
        if (!InboxScan.isTaskName(name)) {
            throw new NoSuchFileException(name);
        }
        try (var open = OpenFolder.of(folder, root)) {
            var bytes = open.read(Path.of(name), MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TaskTooLong(name);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Drops a task: it is there as a whole or not at all, also after a power cut, and nothing that was there is changed.
     *
     * @param name as {@link TaskName} allows
     * @throws FileAlreadyExistsException where there is such a file already
     */
    public Task drop(String name, String text) throws IOException {
        Files.createDirectories(folder);
        // Readers of inboxes do not look at hidden files.
        var draft = Path.of("." + UUID.randomUUID() + ".part");
        try (var open = OpenFolder.of(folder, root)) {
            try {
                open.write(draft, text.getBytes(StandardCharsets.UTF_8));
                place(draft, Path.of(name), open);
                try (var itself = FileChannel.open(folder, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                    itself.force(true);
                }
            } finally {
                open.delete(draft);
            }
            return task(name, open.attributes(Path.of(name)).orElseThrow(() -> new NoSuchFileException(name)), text);
        }
    }

    /** A rename would replace what is there; a second name for the draft does not. */
    private void place(Path draft, Path name, OpenFolder open) throws IOException {
        var written = open.attributes(draft).map(BasicFileAttributes::fileKey);
        try {
            Files.createLink(folder.resolve(name), folder.resolve(draft));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // A file system without hard links: this looks first and renames then.
            Files.move(folder.resolve(draft), folder.resolve(name));
        }
        // By a path, since there is no other way: whether it led into the folder that is open is seen afterwards.
        if (written.isEmpty() || !open.attributes(name).map(BasicFileAttributes::fileKey).equals(written)) {
            throw new IOException("%s was exchanged for something else meanwhile".formatted(folder));
        }
    }
}
