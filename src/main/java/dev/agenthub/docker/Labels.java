package dev.agenthub.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.engine.ContainerPlan;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.TerminalMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The labels that identify the hub's containers and hold what a restarted hub must know about them. */
final class Labels {

    static final String PROJECT = "dev.agenthub.project";
    static final String AGENT = "dev.agenthub.agent";
    static final String PLAN = "dev.agenthub.plan";
    static final String TERMINAL = "dev.agenthub.terminal";

    private Labels() {
    }

    static Map<String, String> of(ContainerPlan plan, String project) {
        return Map.of(PROJECT, project, AGENT, plan.agent().value(), PLAN, plan.hash(),
                TERMINAL, plan.terminal().name().toLowerCase(Locale.ROOT));
    }

    /** {@return the labels of a container, possibly empty} */
    static Map<String, String> of(InspectContainerResponse container) {
        var config = container.getConfig();
        return config == null || config.getLabels() == null ? Map.of() : config.getLabels();
    }

    /** Converts a container to the port's type; empty if it is not the project's. */
    static Optional<EngineContainer> read(InspectContainerResponse container, String project) {
        var labels = of(container);
        var agent = AgentId.parse(labels.get(AGENT));
        if (!project.equals(labels.get(PROJECT)) || agent.isEmpty()) {
            return Optional.empty();
        }
        var state = container.getState();
        var running = Boolean.TRUE.equals(state.getRunning());
        var started = time(state.getStartedAt());
        var mode = "exec".equals(labels.get(TERMINAL)) ? TerminalMode.EXEC : TerminalMode.ATTACH;
        var name = Objects.requireNonNullElse(container.getName(), "").replaceFirst("^/", "");
        return Optional.of(new EngineContainer(container.getId(), name, agent.get(), labels.getOrDefault(PLAN, ""),
                mode, running, running && Boolean.TRUE.equals(state.getPaused()), started,
                started.isEmpty() ? Optional.empty() : exit(state)));
    }

    /** {@return how the last run ended; empty while it is running} */
    static Optional<Exit> exit(InspectContainerResponse.ContainerState state) {
        if (Boolean.TRUE.equals(state.getRunning())) {
            return Optional.empty();
        }
        var code = state.getExitCodeLong();
        return Optional.of(new Exit(code == null ? OptionalInt.empty() : OptionalInt.of(code.intValue()),
                Boolean.TRUE.equals(state.getOOMKilled())));
    }

    /** Parses a time of the engine, which writes the year 1 for "never". */
    static Optional<Instant> time(String text) {
        return Optional.ofNullable(text).filter(time -> !time.isBlank() && !time.startsWith("0001-"))
                .map(time -> OffsetDateTime.parse(time).toInstant());
    }
}
