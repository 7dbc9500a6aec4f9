package dev.agenthub.hub;

import dev.agenthub.agent.Exit;
import dev.agenthub.agent.Run;
import dev.agenthub.agent.Sighting;
import dev.agenthub.engine.EngineContainer;
import dev.agenthub.engine.RunningContainer;
import dev.agenthub.engine.TerminalMode;
import java.time.Instant;

/**
 * Translates what the engine says about containers. The terminal of a main process can be connected again; that of an
 * exec cannot, and its program ends with the connection.
 */
final class Sightings {

    private Sightings() {
    }

    /** @param reported how the program ended, as far as an observation showed; the engine may not know it */
    static Sighting of(EngineContainer container, Exit reported) {
        if (!container.running()) {
            var recorded = container.exit().orElse(Exit.UNKNOWN);
            var exit = reported.code().isEmpty() || recorded.outOfMemory() ? recorded : reported;
            return new Sighting.NotRunning(container.id(), exit);
        }
        var startedAt = container.startedAt().orElse(Instant.EPOCH);
        return new Sighting.Alive(run(container.id(), startedAt, container.terminal()), container.paused());
    }

    static Run run(RunningContainer opened) {
        return run(opened.id(), opened.startedAt(), opened.container().terminal());
    }

    private static Run run(String id, Instant startedAt, TerminalMode mode) {
        var adoptable = switch (mode) {
            case ATTACH -> true;
            case EXEC -> false;
        };
        return new Run(id, startedAt, adoptable);
    }
}
