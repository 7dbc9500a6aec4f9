package dev.agenthub.engine;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * What the hub needs of a container engine. Every call is asynchronous and bounded in time; a failure is an
 * {@link EngineException} whose {@link EngineException.Kind} says what a caller can do about it. Only containers that
 * carry the hub's labels are listed, reused, changed or removed.
 */
public interface ContainerEngine {

    /** Where the engine is looked for, for people: {@code unix:///var/run/docker.sock}. */
    String address();

    /** The containers of this hub's project, running or not. */
    Uni<List<EngineContainer>> list();

    /**
     * Makes the container of the plan run, and takes up its terminal. A container of that name is reused when it is ours and
     * was made from an equal plan, recreated when it is ours and the plan differs, and refused when it is not ours.
     * One that already runs and is ours and equal is taken as it is. A start that fails leaves no half-made container running.
     */
    Uni<RunningContainer> start(ContainerPlan plan);

    /**
     * Takes up the terminal of a running container again, as {@link #start} left it. Only a container whose terminal is
     * {@link TerminalMode#ATTACH} can be adopted.
     */
    Uni<RunningContainer> adopt(EngineContainer container);

    /**
     * Stops the container: first as its program understands, after {@code grace} by force. Succeeds when the container does
     * not run any more for whatever reason, also when there is none.
     *
     * @return how its main process ended; {@link Exit#UNKNOWN} where the engine cannot tell
     */
    Uni<Exit> stop(String containerId, Duration grace);

    /** How the container fares now, to tell an end from a broken connection. */
    Uni<EngineContainer> inspect(String containerId);

    /**
     * What happens to this project's containers, for as long as there is a subscriber. Starts with {@link EngineEvent.Connected}
     * or {@link EngineEvent.Disconnected}; after a connection breaks it is tried again with growing delays, so the stream
     * itself never fails and never completes. Events are a hint that may be late; {@link #list()} is the truth to be read after each
     * {@code Connected}.
     */
    Multi<EngineEvent> events();

    /**
     * Asks the engine every few seconds whether it is there, for as long as there is a subscriber, and hands over what came of it: an
     * engine that hangs keeps its connections open, so only this finds out. Each question has a connection of its own, waits for no
     * other call, and is bounded, so that a silent engine is told within {@value #SILENCE_SECONDS} seconds. Never fails and never
     * completes; from one thread.
     */
    Multi<EngineSign> signs();

    /** Within so many seconds a silent engine is told. */
    int SILENCE_SECONDS = 10;
}
