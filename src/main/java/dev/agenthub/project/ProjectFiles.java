package dev.agenthub.project;

import dev.agenthub.agent.AgentId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Prepares a project for an agent's container. Creates required folders, and minimal valid files as missing mount
 * points, because the engine cannot create them inside a read-only bind. Changes no existing file. Blocks.
 */
public final class ProjectFiles {

    private static final Logger LOG = Logger.getLogger(ProjectFiles.class);
    private static final String EMPTY_JSON = "{}\n";
    private static final String EMPTY_MEMORY = "<!-- By Agent Hub: each agent sees its own definition here. -->\n";

    private final Layout layout;
    private final String containerRoot;
    private final boolean inboxWritable;
    private final List<AgentId> roster;
    private final Walls walls;

    /**
     * @param containerRoot the project's path in a container
     * @param roster the agents, each of which sees the workspaces of the others
     */
    public ProjectFiles(Layout layout, String containerRoot, boolean inboxWritable, List<AgentId> roster, Walls walls) {
        this.layout = layout;
        this.containerRoot = containerRoot;
        this.inboxWritable = inboxWritable;
        this.roster = List.copyOf(roster);
        this.walls = walls;
    }

    /** Creates the agent's inbox if it is missing, so that it can hold tasks before the agent's first start. */
    public void prepareInbox(AgentId agent) {
        folder(layout.inbox(agent));
    }

    /**
     * Creates everything the agent's container needs and returns its mounts.
     *
     * @throws ProjectError if the agent's definition is missing or a folder cannot be created
     */
    public AgentMounts prepare(AgentId agent) {
        var definition = layout.definition(agent);
        if (!Files.isRegularFile(definition)) {
            throw new ProjectError("%s has no definition: write it to %s".formatted(agent, definition));
        }
        folder(layout.inbox(agent));
        var binds = new ArrayList<Bind>();
        binds.add(new Bind(real(layout.root()), containerRoot, true));
        binds.add(same(folder(layout.workspace(agent)), false));
        binds.add(same(layout.inbox(agent), !inboxWritable));
        roster.stream().filter(other -> !other.equals(agent)).forEach(other -> colleague(other, binds));
        binds.add(same(folder(layout.sessions()), false));
        binds.add(new Bind(inside(secretFolder(layout.containerHome(agent))), "/claude-config", false));
        optional(layout.mcpServers(), ".mcp.json", binds);
        optional(layout.settings(), ".claude/settings.local.json", binds);
        mountPoint("CLAUDE.md", EMPTY_MEMORY);
        binds.add(new Bind(inside(definition), containerRoot + "/CLAUDE.md", true));
        walls.preparePlaceholders();
        return walls.mounts(agent, binds);
    }

    private void colleague(AgentId other, List<Bind> binds) {
        try {
            binds.add(same(folder(layout.workspace(other)), true));
        } catch (ProjectError e) {
            LOG.warnf("The workspace of %s is not visible to other agents: %s", other, e.getMessage());
        }
    }

    private void optional(Path file, String target, List<Bind> binds) {
        if (Files.isRegularFile(file)) {
            mountPoint(target, EMPTY_JSON);
            binds.add(new Bind(inside(file), containerRoot + "/" + target, true));
        }
    }

    /** Mounts a path at its place in the project. */
    private Bind same(Path path, boolean readOnly) {
        return new Bind(inside(path), containerRoot + "/" + layout.root().relativize(path), readOnly);
    }

    private void mountPoint(String relative, String content) {
        var file = layout.root().resolve(relative);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
            LOG.infof("Created %s as a mount point for containers.", file);
        } catch (FileAlreadyExistsException e) {
            LOG.tracef("%s exists.", file);
        } catch (IOException e) {
            throw new ProjectError("Cannot create the mount point %s: %s".formatted(file, e), e);
        }
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ProjectError("Cannot create the folder %s: %s".formatted(folder, e), e);
        }
    }

    /** Creates a folder that only its owner can access. */
    private static Path secretFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        folder(folder.getParent());
        try {
            return Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new ProjectError("Cannot create the folder %s: %s".formatted(folder, e), e);
        }
    }

    /** Resolves the links of a path, and rejects it if they lead out of the project. */
    private Path inside(Path path) {
        var real = real(path);
        if (!real.startsWith(real(layout.root()))) {
            throw new ProjectError("%s leads out of the project to %s, which is never mounted into a container."
                    .formatted(path, real));
        }
        return real;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new ProjectError("Cannot read %s: %s".formatted(path, e), e);
        }
    }
}
