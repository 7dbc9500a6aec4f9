package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.Mount;
import dev.agenthub.engine.Mount.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hides files of the project from an agent's container by mounting an empty file or folder over them. The covers are
 * binds and not a tmpfs, because a tmpfs takes the mode of the folder below it but belongs to root: over a folder of
 * mode 0700 it would lock the agent out of its own files.
 *
 * <p>The users folder is covered as a whole, by a folder with mount points for what the agent may see, so that files
 * created there later are covered, too. Blocks.
 */
public final class Walls {

    /** Each cover is a mount, and thousands of mounts slow an engine down. */
    private static final int MAX_COVERS = 500;
    private static final String PLACEHOLDER =
            "# Keep secrets outside the project: see hub.secrets-dir in Agent Hub's README.\n";

    private final Layout layout;
    private final HiddenNames hidden;
    private final Set<Path> hubFolders;
    private final Path coverFolder;

    /**
     * @param hubFolders folders hidden from agents wherever they are, such as the hub's state
     * @param coverFolder holds the files and folders used as covers; created if missing
     */
    public Walls(Layout layout, HiddenNames hidden, Set<Path> hubFolders, Path coverFolder) {
        this.layout = layout;
        this.hidden = hidden;
        this.hubFolders = Set.copyOf(hubFolders);
        this.coverFolder = coverFolder;
    }

    /** Creates missing files so that they can be covered before they hold secrets. Changes no existing file. */
    void preparePlaceholders() {
        secretFolder(layout.hubFolder());
        var env = layout.root().resolve(".env");
        if (!Files.exists(env, LinkOption.NOFOLLOW_LINKS)) {
            create(env, PLACEHOLDER, "rw-------");
        }
    }

    /**
     * Adds the covers to the binds of an agent's container.
     *
     * @param binds the first is the project's root; host paths have their links resolved
     * @throws ProjectError if covers cannot be created or would hide what the agent needs
     */
    AgentMounts mounts(AgentId agent, List<Bind> binds) {
        var root = binds.getFirst();
        var found = new HiddenFiles(root.host(), hidden).find(notSearched());
        var users = layout.root().resolve(layout.usersDir());
        var usersTarget = root.container() + "/" + layout.usersDir();
        var covers = new TreeMap<String, Bind>();
        var covered = new TreeMap<Path, FileIdentity>();
        covers.put(usersTarget, new Bind(usersFolder(agent, usersTarget, binds), usersTarget, true));
        record(users, covered);
        for (var path : pathsToCover(found)) {
            for (var bind : binds) {
                if (bind.host().startsWith(path) && !bind.equals(root) && !bind.host().equals(path)) {
                    throw new ProjectError(("%s would be hidden from agents, but they need %s in it: choose other "
                            + "names for hub.hidden, or other folders for the hub's files.")
                            .formatted(path, path.relativize(bind.host())));
                }
                if (path.startsWith(bind.host())) {
                    cover(path, bind, usersTarget, binds, covers);
                }
            }
            record(path, covered);
        }
        // A cover is empty, so it has no mount points for others; only the users folder's cover has.
        covers.keySet().removeIf(target -> covers.keySet().stream()
                .anyMatch(outer -> !outer.equals(usersTarget) && target.startsWith(outer + "/")));
        if (covers.size() > MAX_COVERS) {
            throw new ProjectError("hub.hidden matches %d files, but a container can hide only %d: use fewer names."
                    .formatted(covers.size(), MAX_COVERS));
        }
        var all = new ArrayList<>(List.of(root));
        all.addAll(covers.values());
        all.addAll(binds.subList(1, binds.size()));
        return new AgentMounts(all.stream().map(bind -> mount(bind, root.host())).toList(), covered,
                found.warning().stream().toList());
    }

    private Mount mount(Bind bind, Path project) {
        var covers = real(coverFolder);
        return bind.host().startsWith(covers)
                ? new Mount(Volume.COVERS, covers.relativize(bind.host()), bind.container(), bind.readOnly())
                : new Mount(Volume.PROJECT, project.relativize(bind.host()), bind.container(), bind.readOnly());
    }

    /**
     * Finds files that a container with these mounts can read but should not: those that replaced a covered file, and
     * those created since.
     *
     * @param hidden the files to hide, found after the mounts were made
     */
    public static Set<Path> exposed(AgentMounts mounts, Set<Path> hidden) {
        var exposed = new TreeSet<Path>();
        mounts.covered().forEach((path, covered) -> {
            if (FileIdentity.of(path).filter(current -> !current.equals(covered)).isPresent()) {
                exposed.add(path);
            }
        });
        hidden.stream().filter(path -> !mounts.covered().containsKey(path)).forEach(exposed::add);
        return exposed;
    }

    /** Finds the files to hide in the whole project. */
    public Set<Path> findHidden() {
        return new HiddenFiles(real(layout.root()), hidden).find(notSearched()).paths();
    }

    /** Finds the files to hide in the project's root only; cheap. */
    public Set<Path> findAtRoot() {
        return new HiddenFiles(real(layout.root()), hidden).findAtRoot().paths();
    }

    private void cover(Path path, Bind bind, String usersTarget, List<Bind> binds, Map<String, Bind> covers) {
        var relative = bind.host().relativize(path).toString();
        if (relative.isEmpty()) {
            return; // The bind itself is meant for the agent.
        }
        var target = bind.container() + "/" + relative;
        var isRoot = bind.equals(binds.getFirst());
        if (isRoot && (target + "/").startsWith(usersTarget + "/")
                || binds.stream().anyMatch(other -> other.container().equals(target))) {
            return; // Another mount already hides it.
        }
        binds.stream().filter(other -> other.container().startsWith(target + "/")).findAny().ifPresent(other -> {
            throw new ProjectError(("%s would be hidden from agents, but they need %s in it: "
                    + "choose other names for hub.hidden.")
                    .formatted(path, other.container().substring(target.length() + 1)));
        });
        var cover = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? emptyFolder() : emptyFile();
        covers.put(target, new Bind(cover, target, true));
    }

    /** The paths to cover, except the users folder. */
    private Set<Path> pathsToCover(HiddenFiles.Found found) {
        var paths = new TreeSet<>(found.paths());
        paths.add(real(layout.hubFolder()));
        hubFolders.stream().filter(Files::exists).map(Walls::real).filter(path -> !real(layout.root()).startsWith(path))
                .forEach(paths::add);
        return paths;
    }

    /** The folders that are covered in any case or written by agents. */
    private Set<Path> notSearched() {
        var skipped = new HashSet<Path>();
        skipped.add(layout.root().resolve(layout.usersDir()));
        skipped.add(layout.sessions());
        skipped.add(layout.hubFolder());
        skipped.addAll(hubFolders);
        var real = new HashSet<Path>();
        skipped.stream().filter(Files::exists).map(Walls::real).filter(path -> !path.equals(real(layout.root())))
                .forEach(real::add);
        return real;
    }

    private static void record(Path path, Map<Path, FileIdentity> covered) {
        FileIdentity.of(path).ifPresent(identity -> covered.put(path, identity));
    }

    /** Creates the users folder's cover with its mount points, which the engine cannot create in a read-only bind. */
    private Path usersFolder(AgentId agent, String usersTarget, List<Bind> binds) {
        var folder = folder(coverFolder.resolve("users").resolve(agent.value()));
        for (var bind : binds) {
            if (bind.container().startsWith(usersTarget + "/")) {
                var mountPoint = folder.resolve(bind.container().substring(usersTarget.length() + 1));
                if (Files.isDirectory(bind.host())) {
                    folder(mountPoint);
                } else {
                    folder(mountPoint.getParent());
                    create(mountPoint, "", "r--r--r--");
                }
            }
        }
        return real(folder);
    }

    private Path emptyFolder() {
        var folder = folder(coverFolder.resolve("nothing"));
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new ProjectError("%s must stay empty, because agents see it instead of hidden folders: empty it."
                        .formatted(folder));
            }
            return real(folder);
        } catch (IOException e) {
            throw new ProjectError("Cannot read %s: %s".formatted(folder, e), e);
        }
    }

    private Path emptyFile() {
        var file = folder(coverFolder).resolve("empty");
        create(file, "", "r--r--r--");
        try {
            if (Files.size(file) != 0) {
                throw new ProjectError("%s must stay empty, because agents see it instead of hidden files: remove it."
                        .formatted(file));
            }
            return real(file);
        } catch (IOException e) {
            throw new ProjectError("Cannot read %s: %s".formatted(file, e), e);
        }
    }

    /** Creates a file unless it exists. */
    private static void create(Path file, String content, String mode) {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
        } catch (FileAlreadyExistsException e) {
            // Callers that need a certain content check it.
        } catch (IOException e) {
            throw new ProjectError("Cannot create %s: %s".formatted(file, e), e);
        }
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ProjectError("Cannot create the folder %s: %s".formatted(folder, e), e);
        }
    }

    private static void secretFolder(Path folder) {
        folder(folder.getParent());
        try {
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Its mode does not matter, because it is covered.
        } catch (IOException e) {
            throw new ProjectError("Cannot create the folder %s: %s".formatted(folder, e), e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new ProjectError("Cannot read %s: %s".formatted(path, e), e);
        }
    }
}
