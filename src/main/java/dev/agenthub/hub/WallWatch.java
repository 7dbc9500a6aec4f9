package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.AgentMounts;
import dev.agenthub.project.FileIdentity;
import dev.agenthub.project.Walls;
import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Reports files that should be hidden but that a running agent can read. A mount over a file is lost when another file
 * takes its name, as editors do, and a file that appears later has no mount; only root could add one. So the hub checks
 * known files and the project's root often, and the whole project from time to time. Thread-safe; {@link #check}
 * blocks.
 */
public final class WallWatch {

    private static final Logger LOG = Logger.getLogger(WallWatch.class);
    private static final long MIN_PAUSE_NANOS = 15_000_000_000L;
    /** The pause after a search of the whole project is at least this many times its duration. */
    private static final int PAUSE_FACTOR = 50;

    private final Path project;
    private final Walls walls;
    private final Path reportFile;
    private final String secretsFolder;
    private final Consumer<String> problems;
    private final LongSupplier nanoTime;
    private final Map<AgentId, AgentMounts> mountsByAgent = new ConcurrentHashMap<>();
    private final Map<AgentId, Set<Path>> reported = new ConcurrentHashMap<>();

    /* Used by the checking thread only. */
    private Set<Path> lastFound = Set.of();
    private long nextSearch;
    private String written = "";

    /**
     * @param project its root, with symbolic links resolved
     * @param reportFile lists the visible files, for the doctor; deleted if there are none
     * @param problems receives user-facing sentences
     */
    public WallWatch(Path project, Walls walls, Path reportFile, Path secretsFolder, Consumer<String> problems,
            LongSupplier nanoTime) {
        this.project = project;
        this.walls = walls;
        this.reportFile = reportFile;
        this.secretsFolder = secretsFolder.toString();
        this.problems = problems;
        this.nanoTime = nanoTime;
        this.nextSearch = nanoTime.getAsLong();
    }

    /** Watches an agent whose container is being started with these mounts. */
    void starting(AgentId agent, AgentMounts mounts) {
        reported.remove(agent);
        mountsByAgent.put(agent, mounts);
        mounts.warnings().forEach(this::report);
    }

    /**
     * Watches an agent whose running container the hub adopted.
     *
     * @param mounts the mounts it would get if it were started now
     * @param asPlanned whether it was created from the plan it would get now
     */
    void adopted(AgentId agent, AgentMounts mounts, boolean asPlanned, Instant startedAt) {
        reported.remove(agent);
        if (!asPlanned) {
            report(("%s runs in a container of an earlier configuration, which may read files that are now hidden: "
                    + "restart it (agent-hub restart-agent %s).").formatted(agent, agent));
        }
        // A file created after the container's start may have lost its mount, so it counts as visible.
        var covered = new TreeMap<>(mounts.covered());
        covered.replaceAll((path, file) ->
                file.createdAt().toInstant().isAfter(startedAt) ? FileIdentity.UNKNOWN : file);
        mountsByAgent.put(agent, new AgentMounts(mounts.mounts(), covered, mounts.warnings()));
    }

    /** Stops watching an adopted agent whose mounts cannot be determined, and reports that. */
    void mountsUnknown(AgentId agent, String why) {
        mountsByAgent.remove(agent);
        report(("The hub cannot check whether %s can read hidden files: %s Fix that and restart it "
                + "(agent-hub restart-agent %s).").formatted(agent, why.endsWith(".") ? why : why + ".", agent));
    }

    /** Checks the running agents and reports newly visible files. Blocks; for one thread at a time. */
    public void check(Predicate<AgentId> runs) {
        mountsByAgent.keySet().removeIf(agent -> !runs.test(agent));
        if (!mountsByAgent.isEmpty()) {
            var hidden = new HashSet<>(search());
            hidden.addAll(walls.findAtRoot());
            var visible = new TreeMap<Path, Set<AgentId>>();
            var fresh = new TreeSet<Path>();
            mountsByAgent.forEach((agent, mounts) -> {
                for (var path : Walls.exposed(mounts, hidden)) {
                    visible.computeIfAbsent(path, p -> new TreeSet<>(Comparator.comparing(AgentId::value))).add(agent);
                    if (reported.computeIfAbsent(agent, a -> ConcurrentHashMap.newKeySet()).add(path)) {
                        fresh.add(path);
                    }
                }
            });
            fresh.forEach(path -> report(sentence(path, visible.get(path))));
            write(visible.entrySet().stream().map(entry -> sentence(entry.getKey(), entry.getValue())).toList());
        } else {
            write(List.of());
        }
    }

    private Set<Path> search() {
        var begun = nanoTime.getAsLong();
        if (begun - nextSearch >= 0) {
            lastFound = walls.findHidden();
            var ended = nanoTime.getAsLong();
            nextSearch = ended + Math.max(MIN_PAUSE_NANOS, (ended - begun) * PAUSE_FACTOR);
        }
        var existing = new ArrayList<Path>(lastFound);
        existing.removeIf(path -> !Files.exists(path));
        return Set.copyOf(existing);
    }

    private String sentence(Path path, Set<AgentId> agents) {
        var names = String.join(" ", agents.stream().map(AgentId::value).toList());
        return ("%s can be read by running agents (%s): it was created or replaced after they started. "
                + "Restart them (agent-hub restart-agent %s). Keep secrets outside the project, in %s.")
                .formatted(path.startsWith(project) ? project.relativize(path) : path, names.replace(" ", ", "), names,
                        secretsFolder);
    }

    private void report(String sentence) {
        LOG.warn(sentence);
        problems.accept(sentence);
    }

    private void write(List<String> sentences) {
        var text = sentences.isEmpty() ? "" : String.join("\n", sentences) + "\n";
        if (text.equals(written)) {
            return;
        }
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(reportFile);
            } else {
                new PrivateFile(reportFile).replace(text.getBytes(StandardCharsets.UTF_8));
            }
            written = text;
        } catch (IOException e) {
            LOG.warnf("The list of files visible to agents cannot be written to %s: %s", reportFile, e);
        }
    }
}
