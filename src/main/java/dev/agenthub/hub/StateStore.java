package dev.agenthub.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.Told;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What must survive a restart, in one file: written beside itself, forced to disk and renamed, so that it is whole at any
 * moment. A damaged file is set aside and told, and the hub goes on with what is configured. Blocking.
 */
public final class StateStore {

    private static final Logger LOG = Logger.getLogger(StateStore.class);
    /** 2 added what was told; 1 is read as it is, since what it lacks is empty. */
    private static final int VERSION = 2;
    private static final int OLDEST = 1;

    /** The file's content. */
    @RegisterForReflection
    record State(int version, TreeMap<String, Entry> agents) {
    }

    /** One agent in it. */
    @RegisterForReflection
    record Entry(Optional<Policy> policy, boolean held, Optional<Notices> told) {

        private static final Entry EMPTY = new Entry(Optional.empty(), false, Optional.empty());
    }

    /** The tasks that the program of one run was told of. */
    @RegisterForReflection
    record Notices(String run, SortedSet<String> tasks) {
    }

    /** A policy in it. */
    @RegisterForReflection
    record Policy(LaunchPolicy launch, ShutdownPolicy shutdown,
            @JsonProperty("idle_timeout_minutes") int idleTimeoutMinutes) {
    }

    private final Path file;
    private final ObjectMapper json;
    private final Consumer<String> trouble;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private volatile boolean behind;

    /** @param trouble told, in a sentence for people, when the file is damaged or cannot be written */
    public StateStore(Path file, ObjectMapper json, Consumer<String> trouble) {
        this.file = file;
        this.json = json;
        this.trouble = trouble;
    }

    /** What was saved before, by agent; nothing at the first start. */
    public synchronized Map<AgentId, Remembered> load() {
        entries.clear();
        if (Files.exists(file)) {
            try {
                entries.putAll(read());
            } catch (IOException | RuntimeException e) {
                setAside(e);
            }
        }
        return entries.entrySet().stream().map(entry -> new Remembered(new AgentId(entry.getKey()),
                entry.getValue().policy().map(StateStore::policy), entry.getValue().held()))
                .collect(Collectors.toMap(Remembered::agent, Function.identity()));
    }

    /** Which tasks were told, by agent, as loaded or saved since. */
    public synchronized Map<AgentId, Told> told() {
        var told = new HashMap<AgentId, Told>();
        entries.forEach((id, entry) -> entry.told().ifPresent(
                notices -> told.put(new AgentId(id), new Told(Instant.parse(notices.run()), notices.tasks()))));
        return told;
    }

    /** All of it is checked here, so that a file is either good or set aside. */
    private Map<String, Entry> read() throws IOException {
        var state = json.readValue(file.toFile(), State.class);
        if (state.version() < OLDEST || state.version() > VERSION) {
            throw new IOException("its version is %d, and this hub reads %d to %d".formatted(state.version(), OLDEST, VERSION));
        }
        state.agents().forEach((id, entry) -> {
            new AgentId(id);
            entry.policy().map(StateStore::policy);
            entry.told().map(notices -> Instant.parse(notices.run()));
        });
        return state.agents();
    }

    private static AgentPolicy policy(Policy saved) {
        return new AgentPolicy(saved.launch(), saved.shutdown(), saved.idleTimeoutMinutes());
    }

    private void setAside(Exception problem) {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            tell("The state file %s cannot be read (%s). It is now %s, and policies are as configured."
                    .formatted(file, problem.getMessage(), aside));
        } catch (IOException e) {
            tell("The state file %s cannot be read (%s), nor be set aside (%s).".formatted(file, problem.getMessage(), e));
        }
    }

    private void tell(String message) {
        LOG.error(message);
        trouble.accept(message);
    }

    /** Saves one agent's policy and whether a person stopped it. */
    public synchronized void save(Remembered agent) {
        var policy = agent.policy().map(p -> new Policy(p.launch(), p.shutdown(), p.idleTimeoutMinutes()));
        change(agent.agent(), entry -> new Entry(policy, agent.held(), entry.told()));
    }

    /** Saves which tasks an agent was told of. */
    public synchronized void save(AgentId agent, Told told) {
        var notices = new Notices(told.run().toString(), new TreeSet<>(told.tasks()));
        change(agent, entry -> new Entry(entry.policy(), entry.held(), Optional.of(notices)));
    }

    private void change(AgentId agent, UnaryOperator<Entry> change) {
        entries.put(agent.value(), change.apply(entries.getOrDefault(agent.value(), Entry.EMPTY)));
        write().ifPresent(problem -> tell(("The state file %s cannot be written, so what changed of %s is lost if the hub ends now: %s."
                + " Make room there, or let the hub write there; it tries again by itself.").formatted(file, agent, problem)));
    }

    /** Whether something could not be written and waits for {@link #saveAgain}. From any thread, without blocking. */
    public boolean behind() {
        return behind;
    }

    /** Writes what could not be written before. */
    public synchronized void saveAgain() {
        if (behind) {
            write().ifPresentOrElse(problem -> LOG.debugf("The state file %s still cannot be written: %s", file, problem),
                    () -> LOG.infof("The state file %s is written again; nothing is lost.", file));
        }
    }

    private Optional<IOException> write() {
        behind = false;
        try {
            write(json.writeValueAsBytes(new State(VERSION, entries)));
            return Optional.empty();
        } catch (IOException e) {
            behind = true;
            return Optional.of(e);
        }
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            // Only then does the new name survive a power cut.
            folder.force(true);
        }
    }
}
