package dev.agenthub.hub;

import dev.agenthub.config.HubConfig;
import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.AgentTerminals;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Ends the team's work when the hub shuts down. */
@Singleton
public final class TeamShutdown {

    /** Added to a single stop grace, because agents stop in parallel. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final Supervisors supervisors;
    private final AgentTerminals terminals;
    private final EngineContact contact;
    private final StateWriter writer;
    private final HubConfig config;

    TeamShutdown(Supervisors supervisors, AgentTerminals terminals, EngineContact contact, StateWriter writer,
            HubConfig config) {
        this.supervisors = supervisors;
        this.terminals = terminals;
        this.contact = contact;
        this.writer = writer;
        this.config = config;
    }

    /**
     * Stops agents in parallel or leaves them running, as configured, and saves the state. An agent whose terminal no
     * later hub could adopt is always stopped. Blocks until done, at most the stop grace and a margin.
     */
    public void run() {
        contact.stop();
        supervisors.end(switch (config.onExit()) {
            case STOP -> Supervisors::mayRun;
            case LEAVE -> agent -> agent.run().filter(run -> !run.adoptable()).isPresent();
        }, config.stopGrace().plus(MARGIN));
        terminals.all().values().forEach(AgentTerminal::disconnect);
        writer.close();
    }
}
