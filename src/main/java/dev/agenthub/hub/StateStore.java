package dev.agenthub.hub;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What must survive a restart, in one file that is whole at any moment. A damaged file is set aside and told, and the hub goes on
 * with what is configured. Blocking.
 */
public final class StateStore {

    private static final Logger LOG = Logger.getLogger(StateStore.class);
    /** 2 added what was told; 1 is read as it is, since what it lacks is empty. */
    private static final int VERSION = 2;
    private static final int OLDEST = 1;
    /** Much more than a hub of hundreds of agents writes. */
    private static final int LARGEST = 32 << 20;

    private static final String LOST = "What it held is lost: policies are as configured, agents that a person stopped may start by their"
            + " policies, and agents may be told again of tasks that they know.";

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
    public synchronized Map<AgentId, SavedAgent> load() {
        entries.clear();
        if (Files.exists(file)) {
            try {
                entries.putAll(read());
            } catch (IOException e) {
                setAside(PrivateFile.why(e));
            } catch (Damaged e) {
                setAside(e.getMessage());
            }
        }
        return entries.entrySet().stream().map(entry -> new SavedAgent(new AgentId(entry.getKey()),
                entry.getValue().policy().map(StateStore::policy), entry.getValue().held()))
                .collect(Collectors.toMap(SavedAgent::agent, Function.identity()));
    }

    /** Which tasks were told, by agent, as loaded or saved since. */
    public synchronized Map<AgentId, NoticeLog> told() {
        var told = new HashMap<AgentId, NoticeLog>();
        entries.forEach((id, entry) -> entry.told().ifPresent(
                notices -> told.put(new AgentId(id), new NoticeLog(Instant.parse(notices.run()), notices.tasks()))));
        return told;
    }

    /** The file is not what a hub writes; the message says why, as the end of a sentence. */
    private static final class Damaged extends Exception {

        private static final long serialVersionUID = 1L;

        private Damaged(String message) {
            super(message);
        }
    }

    /** All of it is checked here, so that a file is either good or set aside. */
    private Map<String, Entry> read() throws IOException, Damaged {
        try {
            var state = json.readValue(new PrivateFile(file).read(LARGEST), State.class);
            if (state == null || state.agents() == null) {
                throw new Damaged("it is not what a hub saves");
            }
            if (state.version() < OLDEST || state.version() > VERSION) {
                throw new Damaged("its version is %d, and this hub reads %d to %d".formatted(state.version(), OLDEST, VERSION));
            }
            state.agents().forEach(StateStore::check);
            return state.agents();
        } catch (JsonParseException cut) {
            throw new Damaged("it is not complete JSON%s".formatted(place(cut)));
        } catch (JacksonException other) {
            throw new Damaged("it is not what a hub saves%s".formatted(place(other)));
        } catch (IllegalArgumentException | NullPointerException | DateTimeException wrong) {
            // A value that no hub writes: an agent's id with a blank, a policy without a name, a time that is none.
            throw new Damaged("it has a value that no hub saves");
        }
    }

    private static String place(JacksonException at) {
        return at.getLocation() == null || at.getLocation().getLineNr() < 1 ? ""
                : ", in line %d, column %d".formatted(at.getLocation().getLineNr(), at.getLocation().getColumnNr());
    }

    private static void check(String id, Entry entry) {
        new AgentId(id);
        entry.policy().map(StateStore::policy);
        entry.told().ifPresent(notices -> new NoticeLog(Instant.parse(notices.run()), notices.tasks()));
    }

    private static AgentPolicy policy(Policy saved) {
        return new AgentPolicy(saved.launch(), saved.shutdown(), saved.idleTimeoutMinutes());
    }

    private void setAside(String problem) {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            tell("The state file %s cannot be used: %s. It is now %s. %s".formatted(file, problem, aside, LOST));
        } catch (IOException e) {
            tell("The state file %s cannot be used: %s. It cannot be moved to %s either (%s), and is replaced by the next change. %s"
                    .formatted(file, problem, aside, PrivateFile.why(e), LOST));
        }
    }

    private void tell(String message) {
        LOG.error(message);
        trouble.accept(message);
    }

    /** Saves one agent's policy and whether a person stopped it. */
    public synchronized void save(SavedAgent agent) {
        var policy = agent.policy().map(p -> new Policy(p.launch(), p.shutdown(), p.idleTimeoutMinutes()));
        change(agent.agent(), entry -> new Entry(policy, agent.held(), entry.told()));
    }

    /** Saves which tasks an agent was told of. */
    public synchronized void save(AgentId agent, NoticeLog told) {
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

    private Optional<String> write() {
        behind = false;
        try {
            new PrivateFile(file).replace(json.writeValueAsBytes(new State(VERSION, entries)));
            return Optional.empty();
        } catch (IOException e) {
            behind = true;
            return Optional.of(PrivateFile.why(e));
        }
    }
}
