package dev.agenthub.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One inbox: reads its tasks, and drops new ones into it. Links are never followed out of the project. Blocking.
 *
 * @param folder may be missing
 * @param root the project, which the folder must really lie in
 */
public record Inbox(Path folder, Path root) {

    /** The most bytes of a task that are read or written. */
    public static final int MOST_BYTES = 512 * 1024;

    /** The most tasks that are listed. */
    public static final int MOST_LISTED = 1000;

    /** How much of a task is looked through for its heading, in bytes. */
    private static final int HEAD = 8 * 1024;

    /** The tasks, the oldest first, {@value #MOST_LISTED} at most. */
    public List<Task> list() throws IOException {
        var found = new ArrayList<Found>();
        for (var name : InboxScan.tasks(this)) {
            try {
                found.add(new Found(name, Files.readAttributes(folder.resolve(name), BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS)));
            } catch (NoSuchFileException e) {
                // It was taken out meanwhile, so it is no task any more.
                continue;
            }
        }
        found.sort(Comparator.comparing((Found file) -> file.attributes().lastModifiedTime()).thenComparing(Found::name));
        var tasks = new ArrayList<Task>();
        for (var file : found.subList(0, Math.min(MOST_LISTED, found.size()))) {
            try {
                tasks.add(task(file, Headings.first(head(file.name()))));
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return List.copyOf(tasks);
    }

    private record Found(String name, BasicFileAttributes attributes) {
    }

    private static Task task(Found file, Optional<String> heading) {
        return new Task(file.name(), file.attributes().size(), file.attributes().lastModifiedTime().toInstant(), heading);
    }

    private String head(String name) throws IOException {
        return new String(read(name, HEAD), StandardCharsets.UTF_8);
    }

    /**
     * A task's text.
     *
     * @throws NoSuchFileException where there is no such task
     * @throws TaskTooLong where it has more than {@value #MOST_BYTES} bytes
     */
    public String read(String name) throws IOException {
        if (!InboxScan.tasks(this).contains(name)) {
            throw new NoSuchFileException(name);
        }
        var bytes = read(name, MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new TaskTooLong(name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] read(String name, int most) throws IOException {
        try (var file = Files.newInputStream(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            return file.readNBytes(most);
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
        InboxScan.checkInside(this);
        var target = folder.resolve(name);
        // Readers of inboxes do not look at hidden files.
        var draft = folder.resolve("." + UUID.randomUUID() + ".part");
        try {
            write(draft, text);
            place(draft, target);
            try (var itself = FileChannel.open(folder, StandardOpenOption.READ)) {
                itself.force(true);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
        var attributes = Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return task(new Found(name, attributes), Headings.first(text));
    }

    private static void write(Path draft, String text) throws IOException {
        try (var file = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    /** A rename would replace what is there; a second name for the draft does not. */
    private static void place(Path draft, Path target) throws IOException {
        try {
            Files.createLink(target, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // A file system without hard links: this looks first and renames then.
            Files.move(draft, target);
        }
    }
}
