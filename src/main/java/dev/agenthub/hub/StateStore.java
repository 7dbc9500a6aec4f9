package dev.agenthub.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agenthub.agent.AgentId;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * What must survive a restart, in one file: written beside itself, forced to disk and renamed, so that it is whole at any
 * moment. A damaged file is set aside and told, and the hub goes on with what is configured. Blocking.
 */
public final class StateStore {

    private static final Logger LOG = Logger.getLogger(StateStore.class);
    private static final int VERSION = 1;

    /** The file's content. */
    record State(int version, TreeMap<String, Entry> agents) {
    }

    /** One agent in it. */
    record Entry(Optional<Policy> policy, boolean held) {
    }

    /** A policy in it. */
    record Policy(LaunchPolicy launch, ShutdownPolicy shutdown,
            @JsonProperty("idle_timeout_minutes") int idleTimeoutMinutes) {
    }

    private final Path file;
    private final ObjectMapper json;
    private final Map<AgentId, Remembered> remembered = new LinkedHashMap<>();

    public StateStore(Path file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    /** What was saved before, by agent; nothing at the first start. */
    public synchronized Map<AgentId, Remembered> load() {
        remembered.clear();
        if (Files.exists(file)) {
            try {
                var state = json.readValue(file.toFile(), State.class);
                if (state.version() != VERSION) {
                    throw new IOException("its version is " + state.version() + ", and this hub reads " + VERSION);
                }
                state.agents().forEach((id, entry) -> {
                    var agent = new AgentId(id);
                    remembered.put(agent, new Remembered(agent, entry.policy().map(
                            p -> new AgentPolicy(p.launch(), p.shutdown(), p.idleTimeoutMinutes())), entry.held()));
                });
            } catch (IOException | RuntimeException e) {
                remembered.clear();
                setAside(e);
            }
        }
        return Map.copyOf(remembered);
    }

    private void setAside(Exception problem) {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.errorf("The state file %s cannot be read (%s). It is now %s, and policies are as configured.", file,
                    problem.getMessage(), aside);
        } catch (IOException e) {
            LOG.errorf(e, "The state file %s cannot be read (%s), nor be set aside.", file, problem.getMessage());
        }
    }

    /** Saves one agent's part. */
    public synchronized void save(Remembered agent) {
        remembered.put(agent.agent(), agent);
        var entries = new TreeMap<String, Entry>();
        remembered.values().forEach(r -> entries.put(r.agent().value(), new Entry(
                r.policy().map(p -> new Policy(p.launch(), p.shutdown(), p.idleTimeoutMinutes())), r.held())));
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(json.writeValueAsBytes(new State(VERSION, entries)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.errorf("The state file %s cannot be written, so the policy of %s is lost with the hub's next restart: %s", file,
                    agent.agent(), e);
        }
    }
}
