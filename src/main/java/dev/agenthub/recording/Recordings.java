package dev.agenthub.recording;

import dev.agenthub.agent.AgentId;
import dev.agenthub.terminal.TerminalRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The recordings of all agents. A session, from the connection to a program until its end, is one file, or several if
 * it is long; each file plays alone. Methods that read files block.
 */
public final class Recordings implements AutoCloseable {

    /** The media type of {@link Recording#file()}: asciicast. */
    public static final String MEDIA_TYPE = "application/x-asciicast";

    private static final Logger LOG = Logger.getLogger(Recordings.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Map<AgentId, AgentRecorder> recorders = new LinkedHashMap<>();
    private final boolean enabled;
    private final Clock clock;

    /**
     * @param folder the parent of the agents' folders, which are created on demand
     * @param enabled whether to record new sessions; existing recordings can be read in any case
     */
    public Recordings(Path folder, Collection<AgentId> agents, boolean enabled, RecordingLimits limits, Clock clock) {
        agents.forEach(agent -> recorders.put(agent, new AgentRecorder(agent,
                new RecordingFolder(folder.resolve(agent.value())), limits, RETRY_AFTER, clock)));
        this.enabled = enabled;
        this.clock = clock;
    }

    /** Records the agent's terminal, if recordings are enabled. */
    public Consumer<TerminalRun> recorder(AgentId agent) {
        return enabled ? recorders.get(agent) : run -> LOG.tracef("%s is not recorded.", agent);
    }

    /** The recordings of the agent, newest first. */
    public List<Recording> of(AgentId agent) {
        try {
            var kept = new ArrayList<Recording>();
            for (var file : recorders.get(agent).folder().files()) {
                recording(agent, file).ifPresent(kept::addFirst);
            }
            return List.copyOf(kept);
        } catch (IOException e) {
            throw new UncheckedIOException("The recordings of %s cannot be read: %s".formatted(agent, e), e);
        }
    }

    /** The agent's recording with that name, which may be any text. */
    public Optional<Recording> find(AgentId agent, String name) {
        try {
            var file = recorders.get(agent).folder().find(name);
            return file.isPresent() ? recording(agent, file.get()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The recording %s of %s cannot be read: %s".formatted(name, agent, e), e);
        }
    }

    private Optional<Recording> recording(AgentId agent, Path file) throws IOException {
        var startedAt = RecordingFolder.startedAt(file);
        var running = recorders.get(agent).running().filter(current -> current.path().equals(file));
        if (running.isPresent()) {
            return Optional.of(recording(file, startedAt, running.get().length(), clock.instant(), true));
        }
        try {
            return Optional.of(recording(file, startedAt, Files.size(file),
                    Files.getLastModifiedTime(file).toInstant(), false));
        } catch (NoSuchFileException e) {
            // It has been deleted meanwhile to make room for a newer one.
            return Optional.empty();
        }
    }

    private static Recording recording(Path file, Instant startedAt, long bytes, Instant until, boolean running) {
        var duration = Duration.between(startedAt, until);
        return new Recording(file.getFileName().toString(), file, startedAt, bytes,
                duration.isNegative() ? Duration.ZERO : duration, running);
    }

    /** Ends all recordings and waits briefly until they are written. */
    @Override
    public void close() {
        try {
            for (var recorder : recorders.values()) {
                recorder.close(CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("The end of some recordings may be missing: the shutdown was interrupted.");
        }
    }
}
