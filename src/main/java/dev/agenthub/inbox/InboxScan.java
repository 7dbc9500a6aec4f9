package dev.agenthub.inbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads which tasks an inbox holds: regular files, not links, named {@code *.md} and not hidden (editors hide what is half written). */
final class InboxScan {

    private InboxScan() {
    }

    /**
     * The names of the task files; none where there is no such folder.
     *
     * @throws IOException where it cannot be read, or lies outside of the project
     */
    static Set<String> tasks(Inbox inbox) throws IOException {
        var names = new HashSet<String>();
        if (Files.notExists(inbox.folder())) {
            return names;
        }
        checkInside(inbox);
        try (var files = Files.newDirectoryStream(inbox.folder(), InboxScan::isTask)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Set.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** A link may lead a folder anywhere. */
    static void checkInside(Inbox inbox) throws IOException {
        var real = inbox.folder().toRealPath();
        if (!real.startsWith(inbox.root().toRealPath())) {
            throw new IOException("%s leads out of the project, to %s".formatted(inbox.folder(), real));
        }
    }

    private static boolean isTask(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".md") && !name.startsWith(".") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
