package dev.agenthub.hub;

import dev.agenthub.agent.AgentId;
import dev.agenthub.project.FileIdentity;
import dev.agenthub.project.AgentMounts;
import dev.agenthub.project.Walls;
import java.io.IOException;
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
 * Tells when a running agent can see what is to be hidden. A mount over a file is gone as soon as another file takes that one's name, as
 * editors do, and a file that appears later has none; the kernel lets nobody but root put one there. So the hub looks, often at what it knows
 * and at the project's root, and now and then everywhere. Thread-safe; {@link #look} blocks.
 */
public final class WallWatch {

    private static final Logger LOG = Logger.getLogger(WallWatch.class);
    private static final long QUARTER_MINUTE = 15_000_000_000L;
    /** Looking everywhere takes no more than this part of the time. */
    private static final int SHARE = 50;

    private final Path project;
    private final Walls walls;
    private final Path note;
    private final String secretsFolder;
    private final Consumer<String> trouble;
    private final LongSupplier nanoTime;
    private final Map<AgentId, AgentMounts> sights = new ConcurrentHashMap<>();
    private final Map<AgentId, Set<Path>> told = new ConcurrentHashMap<>();

    /* Only the thread that looks touches these. */
    private Set<Path> everywhere = Set.of();
    private long nextSearch;
    private String noted = "";

    /**
     * @param project its root, with its links followed
     * @param note the file that says what is visible now, for the doctor; removed where nothing is
     * @param trouble takes sentences for people
     */
    public WallWatch(Path project, Walls walls, Path note, Path secretsFolder, Consumer<String> trouble, LongSupplier nanoTime) {
        this.project = project;
        this.walls = walls;
        this.note = note;
        this.secretsFolder = secretsFolder.toString();
        this.trouble = trouble;
        this.nanoTime = nanoTime;
        this.nextSearch = nanoTime.getAsLong();
    }

    /** The agent's container is being started with that sight. */
    void begins(AgentId agent, AgentMounts sight) {
        told.remove(agent);
        sights.put(agent, sight);
        sight.unseen().forEach(this::tell);
    }

    /**
     * The agent's container ran when the hub found it.
     *
     * @param sight what it would see if it were started now
     * @param asPlanned whether it was made from the plan that it would be started with now
     */
    void found(AgentId agent, AgentMounts sight, boolean asPlanned, Instant startedAt) {
        told.remove(agent);
        if (!asPlanned) {
            tell(agent + " goes on in a container of an earlier configuration, which may see what is hidden from agents now: restart it "
                    + "(agent-hub restart-agent " + agent + ").");
        }
        // What changed while no hub looked may have lost its cover: it counts as visible.
        var since = new TreeMap<>(sight.covered());
        since.replaceAll((path, is) -> is.born().toInstant().isAfter(startedAt) ? FileIdentity.UNKNOWN : is);
        sights.put(agent, new AgentMounts(sight.binds(), since, sight.unseen()));
    }

    /** The agent's container ran when the hub found it, and what it may see cannot be found out. */
    void unknown(AgentId agent, String why) {
        sights.remove(agent);
        tell("Whether %s sees what is hidden from agents is not known: %s Cure that and restart it (agent-hub restart-agent %s)."
                .formatted(agent, why.endsWith(".") ? why : why + ".", agent));
    }

    /** Looks, and tells what it has not told yet. */
    void look(Predicate<AgentId> runs) {
        sights.keySet().removeIf(agent -> !runs.test(agent));
        if (!sights.isEmpty()) {
            var hidden = new HashSet<>(search());
            hidden.addAll(walls.lookAtRoot());
            var visible = new TreeMap<Path, Set<AgentId>>();
            var fresh = new TreeSet<Path>();
            sights.forEach((agent, sight) -> {
                for (var path : Walls.exposed(sight, hidden)) {
                    visible.computeIfAbsent(path, p -> new TreeSet<>(Comparator.comparing(AgentId::value))).add(agent);
                    if (told.computeIfAbsent(agent, a -> ConcurrentHashMap.newKeySet()).add(path)) {
                        fresh.add(path);
                    }
                }
            });
            fresh.forEach(path -> tell(sentence(path, visible.get(path))));
            write(visible.entrySet().stream().map(entry -> sentence(entry.getKey(), entry.getValue())).toList());
        } else {
            write(List.of());
        }
    }

    private Set<Path> search() {
        var begun = nanoTime.getAsLong();
        if (begun - nextSearch >= 0) {
            everywhere = walls.look();
            var ended = nanoTime.getAsLong();
            nextSearch = ended + Math.max(QUARTER_MINUTE, (ended - begun) * SHARE);
        }
        var there = new ArrayList<Path>(everywhere);
        there.removeIf(path -> !Files.exists(path));
        return Set.copyOf(there);
    }

    private String sentence(Path path, Set<AgentId> agents) {
        var names = String.join(" ", agents.stream().map(AgentId::value).toList());
        return "%s can be read by running agents (%s): it appeared, or was replaced, after they were started. Restart them (agent-hub restart-agent %s); "
                .formatted(path.startsWith(project) ? project.relativize(path) : path, names.replace(" ", ", "), names)
                + "secrets are safe outside of the project, in " + secretsFolder + ".";
    }

    private void tell(String sentence) {
        LOG.warn(sentence);
        trouble.accept(sentence);
    }

    private void write(List<String> sentences) {
        var text = sentences.isEmpty() ? "" : String.join("\n", sentences) + "\n";
        if (text.equals(noted)) {
            return;
        }
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(note);
            } else {
                Files.createDirectories(note.getParent());
                Files.writeString(note, text);
            }
            noted = text;
        } catch (IOException e) {
            LOG.warnf("What agents can see is not noted for the doctor in %s: %s", note, e);
        }
    }
}
