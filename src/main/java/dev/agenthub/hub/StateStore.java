package dev.agenthub.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.agenthub.agent.AgentId;
import dev.agenthub.notice.NoticeLog;
import dev.agenthub.policy.AgentPolicy;
import dev.agenthub.policy.LaunchPolicy;
import dev.agenthub.policy.ShutdownPolicy;
import dev.agenthub.storage.PrivateFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Stores the state that survives a restart in one atomically replaced file. A damaged file is renamed and reported, and
 * the hub uses the configuration. Blocks.
 */
public final class StateStore {

    private static final Logger LOG = Logger.getLogger(StateStore.class);
    private static final int VERSION = 2;
    /** In bytes; far more than a hub with hundreds of agents writes. */
    private static final int MAX_SIZE = 32 << 20;

    private static final String LOST = "Its content is lost: policies are as configured, agents stopped by a person "
            + "may start again, and agents may be notified again of known tasks.";

    /** The file's content. */
    @RegisterForReflection
    record SavedState(int version, TreeMap<String, SavedEntry> agents) {
    }

    /** The entry of one agent. */
    @RegisterForReflection
    record SavedEntry(Optional<Policy> policy, boolean held, Optional<SavedNotices> told) {

        private static final SavedEntry EMPTY = new SavedEntry(Optional.empty(), false, Optional.empty());
    }

    /** The tasks of which a run's program was notified. */
    @RegisterForReflection
    record SavedNotices(String run, SortedSet<String> tasks) {
    }

    /** A saved policy. */
    @RegisterForReflection
    record Policy(LaunchPolicy launch, ShutdownPolicy shutdown,
            @JsonProperty("idle_timeout_minutes") int idleTimeoutMinutes) {
    }

    /** The format of the file, which the format of the API does not affect. */
    private final ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
    private final Path file;
    private final Consumer<String> problems;
    private final TreeMap<String, SavedEntry> entries = new TreeMap<>();
    private volatile boolean unsavedChanges;

    /** @param problems receives a user-facing sentence when the file is damaged or cannot be written */
    public StateStore(Path file, Consumer<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Loads what an earlier hub saved; empty at the first start. */
    public synchronized SavedTeam load() {
        entries.clear();
        if (Files.exists(file)) {
            try {
                entries.putAll(read());
            } catch (IOException e) {
                renameDamaged(PrivateFile.describe(e));
            } catch (Damaged e) {
                renameDamaged(e.getMessage());
            }
        }
        var agents = new HashMap<AgentId, SavedAgent>();
        var notices = new HashMap<AgentId, NoticeLog>();
        entries.forEach((name, entry) -> {
            var id = new AgentId(name);
            agents.put(id, new SavedAgent(id, entry.policy().map(StateStore::policy), entry.held()));
            entry.told().ifPresent(told ->
                    notices.put(id, new NoticeLog(Instant.parse(told.run()), told.tasks())));
        });
        return new SavedTeam(agents, notices);
    }

    /** The file's content is invalid; the message completes a sentence about the file. */
    private static final class Damaged extends Exception {

        private Damaged(String message) {
            super(message);
        }
    }

    /** Validates everything, so that a file is either valid as a whole or renamed. */
    private Map<String, SavedEntry> read() throws IOException, Damaged {
        try {
            var state = json.readValue(new PrivateFile(file).read(MAX_SIZE), SavedState.class);
            if (state == null || state.agents() == null) {
                throw new Damaged("it is not a state file");
            }
            if (state.version() != VERSION) {
                throw new Damaged("it has version %d, and this hub reads version %d"
                        .formatted(state.version(), VERSION));
            }
            state.agents().forEach(StateStore::check);
            return state.agents();
        } catch (JsonParseException e) {
            throw new Damaged("it is not complete JSON%s".formatted(location(e)));
        } catch (JacksonException e) {
            throw new Damaged("it is not a state file%s".formatted(location(e)));
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            // Such as an agent id with a blank, a policy without a name, or an invalid time.
            throw new Damaged("it has an invalid value");
        }
    }

    private static String location(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1 ? ""
                : ", in line %d, column %d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static void check(String id, SavedEntry entry) {
        new AgentId(id);
        entry.policy().map(StateStore::policy);
        entry.told().ifPresent(notices -> new NoticeLog(Instant.parse(notices.run()), notices.tasks()));
    }

    private static AgentPolicy policy(Policy saved) {
        return new AgentPolicy(saved.launch(), saved.shutdown(), saved.idleTimeoutMinutes());
    }

    private void renameDamaged(String problem) {
        var damaged = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, damaged, StandardCopyOption.REPLACE_EXISTING);
            report("The state file %s cannot be used: %s. It was renamed to %s. %s"
                    .formatted(file, problem, damaged, LOST));
        } catch (IOException e) {
            report(("The state file %s cannot be used: %s. It cannot be renamed to %s either (%s), and the next change "
                    + "will replace it. %s").formatted(file, problem, damaged, PrivateFile.describe(e), LOST));
        }
    }

    private void report(String message) {
        LOG.error(message);
        problems.accept(message);
    }

    /** Saves one agent's policy and whether a person stopped it. */
    public synchronized void save(SavedAgent agent) {
        var policy = agent.policy().map(p -> new Policy(p.launch(), p.shutdown(), p.idleTimeoutMinutes()));
        change(agent.agent(), entry -> new SavedEntry(policy, agent.held(), entry.told()));
    }

    /** Saves the tasks of which an agent was notified. */
    public synchronized void save(AgentId agent, NoticeLog log) {
        var notices = new SavedNotices(log.run().toString(), new TreeSet<>(log.tasks()));
        change(agent, entry -> new SavedEntry(entry.policy(), entry.held(), Optional.of(notices)));
    }

    private void change(AgentId agent, UnaryOperator<SavedEntry> change) {
        entries.put(agent.value(), change.apply(entries.getOrDefault(agent.value(), SavedEntry.EMPTY)));
        write().ifPresent(problem -> report(("The state file %s cannot be written, so the changes to %s are lost if "
                + "the hub stops now: %s. Free disk space, or let the hub write there; it retries automatically.")
                .formatted(file, agent, problem)));
    }

    /** Whether a write failed and waits for {@link #retrySave}. Thread-safe, without blocking. */
    public boolean hasUnsavedChanges() {
        return unsavedChanges;
    }

    /** Writes the changes that could not be written before. */
    public synchronized void retrySave() {
        if (unsavedChanges) {
            write().ifPresentOrElse(
                    problem -> LOG.debugf("The state file %s still cannot be written: %s", file, problem),
                    () -> LOG.infof("The state file %s is written again; nothing is lost.", file));
        }
    }

    private Optional<String> write() {
        unsavedChanges = false;
        try {
            new PrivateFile(file).replace(json.writeValueAsBytes(new SavedState(VERSION, entries)));
            return Optional.empty();
        } catch (IOException e) {
            unsavedChanges = true;
            return Optional.of(PrivateFile.describe(e));
        }
    }
}
