package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import java.time.Duration;

/**
 * Slows down floods while a person types elsewhere. A flood keeps every processor busy, from its program through the
 * engine to the hub, and a key pressed in another terminal waits in each of those queues. So while a person types, the
 * output of the other agents is read no faster than {@link #RATE}, which is still more than anyone can read. Unread
 * output blocks its program, as a slow terminal does. One instance serves all terminals of a hub. Thread-safe.
 */
public final class FloodLimiter {

    /**
     * Bytes per second for each other agent. It is this low because the engine works in bursts of a tenth of a second,
     * during which a key waits. Measured: 2 MB/s kept two cores 80 % busy.
     */
    static final int RATE = 256 << 10;

    /** Bytes that may come without a pause. */
    static final int BURST = 32 * 1024;

    /** How long after a key a person counts as typing, in nanoseconds. */
    static final long TYPING_PERIOD = Duration.ofMillis(500).toNanos();

    private volatile Key last;

    private record Key(AgentId agent, long at) {
    }

    /** Records that a person pressed a key in the agent's terminal. */
    void keyPressed(AgentId agent, long now) {
        last = new Key(agent, now);
    }

    private boolean appliesTo(AgentId agent, long now) {
        var key = last;
        return key != null && now - key.at < TYPING_PERIOD && !key.agent.equals(agent);
    }

    /** Limits the output of one agent. Not thread-safe: for its reader thread. */
    final class Flow {

        private final AgentId agent;
        /** Bytes received in excess of {@link #RATE}. */
        private double excess;
        private long lastTime;

        Flow(AgentId agent) {
            this.agent = agent;
        }

        /**
         * Records received bytes.
         *
         * @param now the time in nanoseconds, on any monotonic clock
         * @return nanoseconds to wait before the next read
         */
        long pause(int bytes, long now) {
            excess = Math.clamp(excess - (now - lastTime) * (RATE / 1e9), 0, BURST) + bytes;
            lastTime = now;
            return excess > BURST && appliesTo(agent, now) ? (long) ((excess - BURST) * 1e9 / RATE) : 0;
        }
    }
}
