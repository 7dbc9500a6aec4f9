package dev.agenthub.ops;

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
 * One hub for each project, whatever its state folder and by whatever path it reaches the project: two would fight over its containers.
 * So the lock lies in the project, in {@value #FOLDER}; another in the hub's state folder keeps two machines, or two views of a disk, from one
 * state. The operating system ends a lock with the process that holds it, however that ends; the files, which stay, say who it is.
 */
final class ProjectLock implements AutoCloseable {

    /** The lock is not to be had; the message says why and what to do, for people. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Refused(String message) {
            super(message, null, false, false);
        }
    }

    private static final Logger LOG = Logger.getLogger(ProjectLock.class);
    /** Below the project; no container sees it. */
    private static final String FOLDER = ".claude/agent-hub";
    private static final String FILE = "lock";
    private static final int LONGEST = 1000;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A file that this process has locked. */
    private record Held(Path path, FileChannel file, FileLock lock) implements AutoCloseable {

        private void write(String holder) {
            try {
                file.truncate(0);
                file.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            } catch (IOException e) {
                // It is held all the same.
                LOG.warnf("%s cannot say who holds it: %s", path, PrivateFile.why(e));
            }
        }

        @Override
        public void close() throws IOException {
            lock.release();
            file.close();
        }
    }

    private final Held project;
    private final Held state;
    private final Path stateFolder;

    private ProjectLock(Held project, Held state, Path stateFolder) {
        this.project = project;
        this.state = state;
        this.stateFolder = stateFolder;
    }

    /**
     * Takes the lock. Blocking, but never waits for another process.
     *
     * @param state what is kept of the project, made where it is missing
     * @throws Refused where another hub holds it, or the file system cannot
     */
    static ProjectLock take(Path project, Path state) {
        var inProject = hold(project.resolve(FOLDER).resolve(FILE), () -> openIn(project), "Another hub runs the team of " + project + ": %s."
                + " End it with 'agent-hub stop', or start this one with another --project.");
        try {
            var inState = hold(state.resolve(FILE), () -> {
                Files.createDirectories(state, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                return FileChannel.open(state.resolve(FILE), OPTIONS, MODE);
            }, "Another hub keeps its state in " + state + ": %s. End it, or start this one with another HUB_STATE_DIR.");
            var taken = new ProjectLock(inProject, inState, state);
            taken.say("");
            return taken;
        } catch (Refused e) {
            try {
                inProject.close();
            } catch (IOException late) {
                LOG.debugf(late, "%s is released when this process ends", inProject.path());
            }
            throw e;
        }
    }

    /** Tells a second hub where this one listens. */
    void listensAt(URI url) {
        say(" at " + url);
    }

    private void say(String where) {
        var holder = "process " + ProcessHandle.current().pid() + where + ", with its state in " + stateFolder;
        project.write(holder);
        state.write(holder);
    }

    @Override
    public void close() throws IOException {
        try (project; state) {
            LOG.debugf("The lock of %s is released", project.path());
        }
    }

    private interface Opening {

        FileChannel open() throws IOException;
    }

    /** @param taken the sentence for a lock that another process holds, which is named in it */
    private static Held hold(Path path, Opening opening, String taken) {
        FileChannel file = null;
        try {
            file = opening.open();
            checkRegular(file, path);
            var lock = tryLock(file, path);
            if (lock != null) {
                return new Held(path, file, lock);
            }
            var holder = read(file);
            file.close();
            throw new Refused(taken.formatted(holder.isEmpty() ? "a process that does not say which" : holder));
        } catch (IOException e) {
            closeQuietly(file);
            throw new Refused(("The hub cannot lock %s, so that it might not be the only one: %s. It needs a folder that it may write, on a file"
                    + " system with locks.").formatted(path, PrivateFile.why(e)));
        }
    }

    /** Each step is taken from the folder before it, so that nothing is a link that was not looked at. */
    private static FileChannel openIn(Path project) throws IOException {
        var folder = project.toRealPath().resolve(FOLDER);
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            LOG.tracef("%s is there", folder);
        }
        try (var parent = secure(folder.getParent());
                var own = (SecureDirectoryStream<Path>) parent.newDirectoryStream(folder.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
            own.getFileAttributeView(PosixFileAttributeView.class).setPermissions(OWNER_ONLY);
            ignoreInGit(own);
            // Opened for both, a pipe does not wait for its other end.
            return (FileChannel) own.newByteChannel(Path.of(FILE), OPTIONS, MODE);
        }
    }

    private static SecureDirectoryStream<Path> secure(Path folder) throws IOException {
        if (Files.newDirectoryStream(folder) instanceof SecureDirectoryStream<Path> stream) {
            return stream;
        }
        throw new FileSystemException(folder.toString(), null, "its file system cannot open files without following links");
    }

    private static void ignoreInGit(SecureDirectoryStream<Path> folder) throws IOException {
        try (var file = folder.newByteChannel(Path.of(".gitignore"), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), MODE)) {
            file.write(ByteBuffer.wrap("*\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException there) {
            LOG.trace("The folder of the lock is ignored already");
        }
    }

    /** Asks the open file itself: only a regular one has a place to go to. */
    private static void checkRegular(FileChannel file, Path path) throws IOException {
        try {
            file.position(0);
        } catch (IOException e) {
            throw new FileSystemException(path.toString(), null, "it is not a regular file, so no hub made it; remove it");
        }
    }

    private static FileLock tryLock(FileChannel file, Path path) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // a hub in this very process
        } catch (FileSystemException known) {
            throw known;
        } catch (IOException e) {
            throw new FileSystemException(path.toString(), null, e.getMessage());
        }
    }

    private static String read(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST);
        file.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "");
    }

    private static void closeQuietly(FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("A lock file was not closed in order", e);
        }
    }
}
