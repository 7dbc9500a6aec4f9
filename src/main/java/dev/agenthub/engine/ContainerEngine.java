package dev.agenthub.engine;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * The container engine as the hub uses it, for the containers of one project. The adapter chooses their names. Only
 * this project's containers are listed, reused, changed or removed.
 *
 * <p>Every call is asynchronous, begins on subscription, and ends within a time limit: the caller's if it gives one.
 * A failure is an {@link EngineException} whose {@link EngineException.Kind} tells the caller how to react.
 */
public interface ContainerEngine extends AutoCloseable {

    /** {@return the engine's address for messages, such as {@code unix:///run/engine.sock}} */
    String address();

    /** Lists the containers of this hub's project, running or not. */
    Uni<List<EngineContainer>> list();

    /**
     * Starts the plan's container and opens its terminal. The agent's existing container is reused if its plan is equal
     * (also while it is running), and recreated if its plan differs. A container of the same name that is not this
     * project's is refused. A failed start leaves no container running. If the subscription is cancelled, the
     * container may still start, and its terminal is closed.
     */
    Uni<RunningContainer> start(ContainerPlan plan, StartLimits limits, StartWatch watch);

    /**
     * Reopens the terminal of a container. It must be running, not paused, and in {@link TerminalMode#ATTACH};
     * otherwise this fails, and {@link #inspect} tells what it is.
     */
    Uni<RunningContainer> adopt(String containerId);

    /**
     * Stops the container: asks its program to end, and kills it after {@code grace}. Succeeds if the container no
     * longer runs or does not exist.
     *
     * @return how its main process ended; {@link Exit#UNKNOWN} if the engine does not know
     */
    Uni<Exit> stop(String containerId, Duration grace);

    /** Reads the container's current state, to distinguish an end from a broken connection. */
    Uni<EngineContainer> inspect(String containerId);

    /**
     * Streams events of this project's containers. Starts with {@link EngineEvent.Connected} or
     * {@link EngineEvent.Disconnected}. Reconnects with growing delays, so it never fails or completes. Events may be
     * late or missing; read {@link #list()} after each {@code Connected}.
     */
    Multi<EngineEvent> events();

    /**
     * Pings the engine every few seconds while subscribed, and emits each result from one thread. Only a ping detects
     * an engine that hangs, because its connections stay open. Each ping has its own connection and timeout and waits
     * for no other call, so a silent engine is reported within {@value #SILENCE_SECONDS} seconds. Never fails or
     * completes.
     */
    Multi<EngineSign> signs();

    /** The longest time until a silent engine is reported, in seconds. */
    int SILENCE_SECONDS = 10;

    /**
     * Examines whether the engine has what a team needs, most important findings first. Changes nothing, and never
     * fails: an engine that does not answer is a finding.
     */
    Uni<List<EngineFinding>> examine(EngineNeeds needs);

    /** Ends pending calls. Terminals and event streams stay open; their owners close them. */
    @Override
    void close();
}
