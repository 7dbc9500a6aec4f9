package dev.agenthub.home;

import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Ensures that a project has only one hub, since two would fight over its containers. The lock file is in the project,
 * in {@value #FOLDER}, so it works for any state folder and any path to the project. A second lock file in the state
 * folder keeps two machines from sharing one state. The operating system releases a lock when its process ends; the
 * files stay, and name the holder.
 */
public final class ProjectLock implements AutoCloseable {

    /** The lock cannot be taken. The message says why and what to do. */
    public static final class Refused extends RuntimeException {

        private Refused(String message) {
            super(message, null, false, false);
        }
    }

    private static final Logger LOG = Logger.getLogger(ProjectLock.class);
    /** Below the project; hidden from containers. */
    private static final String FOLDER = ".claude/agent-hub";
    private static final String FILE = "lock";
    private static final int MAX_BYTES = 1000;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ,
            StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A file that this process has locked. */
    private record LockedFile(Path path, FileChannel file, FileLock lock) implements AutoCloseable {

        private void write(String holder) {
            try {
                file.truncate(0);
                file.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            } catch (IOException e) {
                // The lock is held nevertheless.
                LOG.warnf("Cannot write the lock's holder to %s: %s", path, PrivateFile.describe(e));
            }
        }

        @Override
        public void close() throws IOException {
            lock.release();
            file.close();
        }
    }

    private final LockedFile project;
    private final LockedFile state;
    private final Path stateFolder;

    private ProjectLock(LockedFile project, LockedFile state, Path stateFolder) {
        this.project = project;
        this.state = state;
        this.stateFolder = stateFolder;
    }

    /**
     * Takes the lock. Blocks on the disk, but never waits for another process.
     *
     * @param state the project's state folder, created if missing
     * @throws Refused if another hub holds the lock, or the file system does not support locks
     */
    public static ProjectLock take(Path project, Path state) {
        var inProject = hold(project.resolve(FOLDER).resolve(FILE), () -> openIn(project),
                "Another hub runs the team of " + project
                        + ": %s. Stop it with 'agent-hub stop', or start this one with another --project.");
        try {
            var inState = hold(state.resolve(FILE), () -> {
                Files.createDirectories(state, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                return FileChannel.open(state.resolve(FILE), OPTIONS, MODE);
            }, "Another hub uses the state folder " + state
                    + ": %s. Stop it, or start this one with another HUB_STATE_DIR.");
            var taken = new ProjectLock(inProject, inState, state);
            taken.writeHolder("");
            return taken;
        } catch (Refused e) {
            try {
                inProject.close();
            } catch (IOException failure) {
                LOG.debugf(failure, "%s is released when this process ends", inProject.path());
            }
            throw e;
        }
    }

    /** The project's state folder. No other hub uses it while this lock is held. */
    public Path stateFolder() {
        return stateFolder;
    }

    /** Adds the hub's address to the lock files, for the message of a second hub. */
    public void listensAt(URI url) {
        writeHolder(" at " + url);
    }

    private void writeHolder(String address) {
        var holder = "process " + ProcessHandle.current().pid() + address + ", with its state in " + stateFolder;
        project.write(holder);
        state.write(holder);
    }

    @Override
    public void close() throws IOException {
        try (project; state) {
            LOG.debugf("The lock of %s is released", project.path());
        }
    }

    private interface Opener {

        FileChannel open() throws IOException;
    }

    /** @param taken the message for a lock held by another process, with a placeholder for it */
    private static LockedFile hold(Path path, Opener opener, String taken) {
        FileChannel file = null;
        try {
            file = opener.open();
            checkRegular(file, path);
            var lock = tryLock(file, path);
            if (lock != null) {
                return new LockedFile(path, file, lock);
            }
            var holder = read(file);
            file.close();
            throw new Refused(taken.formatted(holder.isEmpty() ? "an unknown process" : holder));
        } catch (IOException e) {
            closeQuietly(file);
            throw new Refused(("The hub cannot lock %s, so another hub might run this project too: %s. The"
                    + " folder must be writable, on a file system that supports locks.")
                    .formatted(path, PrivateFile.describe(e)));
        }
    }

    /** Opens each part of the path relative to the folder before it, so that no symbolic link is followed. */
    private static FileChannel openIn(Path project) throws IOException {
        var folder = project.toRealPath().resolve(FOLDER);
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            LOG.tracef("%s exists", folder);
        }
        try (var parent = secure(folder.getParent());
                var opened = parent.newDirectoryStream(folder.getFileName(),
                        LinkOption.NOFOLLOW_LINKS)) {
            opened.getFileAttributeView(PosixFileAttributeView.class).setPermissions(OWNER_ONLY);
            ignoreInGit(opened);
            // Opened for reading and writing, so a named pipe does not block.
            return (FileChannel) opened.newByteChannel(Path.of(FILE), OPTIONS, MODE);
        }
    }

    private static SecureDirectoryStream<Path> secure(Path folder) throws IOException {
        if (Files.newDirectoryStream(folder) instanceof SecureDirectoryStream<Path> stream) {
            return stream;
        }
        throw new FileSystemException(folder.toString(), null,
                "its file system cannot open files without following symbolic links");
    }

    private static void ignoreInGit(SecureDirectoryStream<Path> folder) throws IOException {
        try (var file = folder.newByteChannel(Path.of(".gitignore"),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), MODE)) {
            file.write(ByteBuffer.wrap("*\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            LOG.trace("The lock folder is ignored by git already");
        }
    }

    /** Checks the open file, not its path: only a regular file can be positioned. */
    private static void checkRegular(FileChannel file, Path path) throws IOException {
        try {
            file.position(0);
        } catch (IOException e) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file; remove it");
        }
    }

    private static FileLock tryLock(FileChannel file, Path path) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this process
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(path.toString(), null, e.getMessage());
        }
    }

    private static String read(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(MAX_BYTES);
        file.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "");
    }

    private static void closeQuietly(FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("A lock file was not closed cleanly", e);
        }
    }
}
