package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import dev.agenthub.engine.ContainerPlan.Bind;
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
 * What stands between an agent's container and what the project holds that is not the agent's: mounts of something empty over it. They
 * are binds of an empty folder and an empty file that the hub keeps, and not a tmpfs: that takes over the mode of the folder below it
 * but belongs to root, so that in a folder of mode 0700 an agent would not find what is its own.
 *
 * <p>The users folder is covered as a whole, by a folder that holds the mount points of what the agent may see in it, so that whatever
 * appears there later is covered as well. Blocking.
 */
public final class Walls {

    /** Each cover is a mount, and an engine becomes slow with thousands. */
    private static final int MOST_COVERS = 500;
    private static final String PLACEHOLDER = "# Secrets are safer outside of the project: see hub.secrets-dir in Agent Hub's README.\n";

    private final Layout layout;
    private final HiddenNames hidden;
    private final Set<Path> secluded;
    private final Path kept;

    /**
     * @param secluded folders that no agent sees, wherever they lie, such as the hub's own state
     * @param kept where the hub keeps what it covers others with; made where it is missing
     */
    public Walls(Layout layout, HiddenNames hidden, Set<Path> secluded, Path kept) {
        this.layout = layout;
        this.hidden = hidden;
        this.secluded = Set.copyOf(secluded);
        this.kept = kept;
    }

    /** Makes what must be there to be covered before a secret comes into it. Nothing that is there is changed. */
    void preparePlaceholders() {
        secretFolder(layout.hubFolder());
        var env = layout.root().resolve(".env");
        if (!Files.exists(env, LinkOption.NOFOLLOW_LINKS)) {
            make(env, PLACEHOLDER, "rw-------");
        }
    }

    /**
     * Adds the walls to the binds of an agent's container.
     *
     * @param binds the first is the project's root; hosts have their links followed
     * @throws ProjectError where they cannot be made, or would cover what the agent needs
     */
    AgentMounts around(AgentId agent, List<Bind> binds) {
        var root = binds.getFirst();
        var found = new HiddenFiles(root.host(), hidden).find(notSearched());
        var users = layout.root().resolve(layout.usersDir());
        var usersSeenAs = root.container() + "/" + layout.usersDir();
        var covers = new TreeMap<String, Bind>();
        var covered = new TreeMap<Path, FileIdentity>();
        covers.put(usersSeenAs, new Bind(usersFolder(agent, usersSeenAs, binds), usersSeenAs, true));
        remember(users, covered);
        for (var path : hosts(found)) {
            for (var bind : binds) {
                if (bind.host().startsWith(path) && !bind.equals(root) && !bind.host().equals(path)) {
                    throw new ProjectError("%s would be hidden from agents, but %s in it is theirs: choose other names for hub.hidden, and "
                            .formatted(path, path.relativize(bind.host())) + "other folders for the hub's own files.");
                }
                if (path.startsWith(bind.host())) {
                    cover(path, bind, usersSeenAs, binds, covers);
                }
            }
            remember(path, covered);
        }
        // Below a cover there is nothing, and so no mount point either; but the users folder's has those it needs.
        covers.keySet().removeIf(seenAs -> covers.keySet().stream()
                .anyMatch(outer -> !outer.equals(usersSeenAs) && seenAs.startsWith(outer + "/")));
        if (covers.size() > MOST_COVERS) {
            throw new ProjectError("hub.hidden hides %d files of the project, and a container can have %d covered: choose fewer names."
                    .formatted(covers.size(), MOST_COVERS));
        }
        var all = new ArrayList<>(List.of(root));
        all.addAll(covers.values());
        all.addAll(binds.subList(1, binds.size()));
        return new AgentMounts(all, covered, found.unseen().stream().toList());
    }

    /**
     * What is visible in a container whose agent was given that sight, though it should not be: what has taken the place of a covered
     * file, and what has appeared since.
     *
     * @param now what is to be hidden, by a look that was taken later than the sight
     */
    public static Set<Path> exposed(AgentMounts sight, Set<Path> now) {
        var exposed = new TreeSet<Path>();
        sight.covered().forEach((path, was) -> {
            if (FileIdentity.of(path).filter(is -> !is.equals(was)).isPresent()) {
                exposed.add(path);
            }
        });
        now.stream().filter(path -> !sight.covered().containsKey(path)).forEach(exposed::add);
        return exposed;
    }

    /** What is to be hidden in the whole project at this moment. */
    public Set<Path> look() {
        return new HiddenFiles(real(layout.root()), hidden).find(notSearched()).paths();
    }

    /** As {@link #look}, of the project's root alone: cheap. */
    public Set<Path> lookAtRoot() {
        return new HiddenFiles(real(layout.root()), hidden).findAtRoot().paths();
    }

    private void cover(Path path, Bind bind, String usersSeenAs, List<Bind> binds, Map<String, Bind> covers) {
        var relative = bind.host().relativize(path).toString();
        if (relative.isEmpty()) {
            return; // it is the agent's own
        }
        var seenAs = bind.container() + "/" + relative;
        var isRoot = bind.equals(binds.getFirst());
        if (isRoot && (seenAs + "/").startsWith(usersSeenAs + "/") || binds.stream().anyMatch(other -> other.container().equals(seenAs))) {
            return; // something else stands there in the container
        }
        binds.stream().filter(other -> other.container().startsWith(seenAs + "/")).findAny().ifPresent(other -> {
            throw new ProjectError("%s would be hidden from agents, but they need %s in it: choose other names for hub.hidden."
                    .formatted(path, other.container().substring(seenAs.length() + 1)));
        });
        covers.put(seenAs, new Bind(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? nothing() : emptyFile(), seenAs, true));
    }

    /** Everything that is to be covered, but for the users folder. */
    private Set<Path> hosts(HiddenFiles.Found found) {
        var hosts = new TreeSet<>(found.paths());
        hosts.add(real(layout.hubFolder()));
        secluded.stream().filter(Files::exists).map(Walls::real).filter(path -> !real(layout.root()).startsWith(path)).forEach(hosts::add);
        return hosts;
    }

    /** What is covered anyway, and what agents themselves write. */
    private Set<Path> notSearched() {
        var skipped = new HashSet<Path>();
        skipped.add(layout.root().resolve(layout.usersDir()));
        skipped.add(layout.sessions());
        skipped.add(layout.hubFolder());
        skipped.addAll(secluded);
        var real = new HashSet<Path>();
        skipped.stream().filter(Files::exists).map(Walls::real).filter(path -> !path.equals(real(layout.root()))).forEach(real::add);
        return real;
    }

    private static void remember(Path path, Map<Path, FileIdentity> covered) {
        FileIdentity.of(path).ifPresent(is -> covered.put(path, is));
    }

    /** What an agent sees instead of the users folder: mount points, which nobody can make in a container that sees them read-only. */
    private Path usersFolder(AgentId agent, String usersSeenAs, List<Bind> binds) {
        var folder = folder(kept.resolve("users").resolve(agent.value()));
        for (var bind : binds) {
            if (bind.container().startsWith(usersSeenAs + "/")) {
                var mountPoint = folder.resolve(bind.container().substring(usersSeenAs.length() + 1));
                if (Files.isDirectory(bind.host())) {
                    folder(mountPoint);
                } else {
                    folder(mountPoint.getParent());
                    make(mountPoint, "", "r--r--r--");
                }
            }
        }
        return real(folder);
    }

    private Path nothing() {
        var folder = folder(kept.resolve("nothing"));
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new ProjectError("%s must stay empty, as it is what agents see instead of hidden folders: empty it.".formatted(folder));
            }
            return real(folder);
        } catch (IOException e) {
            throw new ProjectError("Cannot read %s: %s".formatted(folder, e), e);
        }
    }

    private Path emptyFile() {
        var file = folder(kept).resolve("empty");
        make(file, "", "r--r--r--");
        try {
            if (Files.size(file) != 0) {
                throw new ProjectError("%s must stay empty, as it is what agents see instead of hidden files: remove it.".formatted(file));
            }
            return real(file);
        } catch (IOException e) {
            throw new ProjectError("Cannot read %s: %s".formatted(file, e), e);
        }
    }

    /** Leaves a file that is there as it is. */
    private static void make(Path file, String content, String mode) {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
        } catch (FileAlreadyExistsException there) {
            // So be it: it is looked at where that matters.
        } catch (IOException e) {
            throw new ProjectError("Cannot make %s: %s".formatted(file, e), e);
        }
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ProjectError("Cannot make the folder %s: %s".formatted(folder, e), e);
        }
    }

    private static void secretFolder(Path folder) {
        folder(folder.getParent());
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException there) {
            // Whatever its mode, it is covered.
        } catch (IOException e) {
            throw new ProjectError("Cannot make the folder %s: %s".formatted(folder, e), e);
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
