package dev.agenthub.hub;

import dev.agenthub.terminal.AgentTerminal;
import dev.agenthub.terminal.AgentTerminals;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Applies what depends on time: idle timeouts, retries, notices and jumps of the clock. */
@Singleton
public final class Ticker {

    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final Supervisors supervisors;
    private final AgentTerminals terminals;
    private final Notices notices;
    private final StateWriter writer;
    private final Clock clock;
    private final ClockJumps jumps;

    Ticker(Supervisors supervisors, AgentTerminals terminals, Notices notices, StateWriter writer, Clock clock) {
        this.supervisors = supervisors;
        this.terminals = terminals;
        this.notices = notices;
        this.writer = writer;
        this.clock = clock;
        this.jumps = new ClockJumps(clock.instant(), System.nanoTime());
    }

    /** Call about once a second; runs must not overlap. */
    public void tick() {
        jumps.check(clock.instant(), System.nanoTime()).ifPresent(this::clockJumped);
        terminals.all().values().stream().filter(AgentTerminal::connected).forEach(AgentTerminal::sampleActivity);
        supervisors.all().forEach(AgentSupervisor::tick);
        supervisors.all().forEach(supervisor -> notices.tick(supervisor.agent()));
        writer.retry();
    }

    /** Restarts idle times, so that a jump neither stops an agent early nor keeps it running for hours too long. */
    private void clockJumped(Duration by) {
        LOG.warnf("The clock jumped %s by %d s: the machine slept, or its clock was set. Idle time counts from now.",
                by.isNegative() ? "back" : "forward", by.abs().toSeconds());
        terminals.all().values().forEach(AgentTerminal::clockJumped);
        supervisors.all().forEach(AgentSupervisor::clockJumped);
        notices.clockJumped();
    }
}
