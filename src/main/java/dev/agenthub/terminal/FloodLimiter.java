package dev.agenthub.terminal;

import dev.agenthub.agent.AgentId;
import java.time.Duration;

/**
 * People come before floods. A flood keeps every processor busy, from its program through the engine to here, and a key pressed in
 * another terminal then waits in every one of their queues. So while somebody types, the output of the agents in which nobody does is
 * read no faster than {@link #RATE}, which is still more than anybody can look at: what is not read holds up its program, as
 * a slow terminal does. All terminals of a hub share one. Thread-safe.
 */
public final class FloodLimiter {

    /**
     * Bytes a second of each other agent's. So few, because the engine's work for them goes in bursts of a tenth of a second, in which a key
     * waits: measured, 2 MB/s kept two cores four fifths busy.
     */
    static final int RATE = 256 << 10;

    /** How many bytes come at once all the same. */
    static final int BURST = 32 * 1024;

    /** For how long somebody still types after a key. */
    static final long LASTS = Duration.ofMillis(500).toNanos();

    private volatile Key last;

    private record Key(AgentId agent, long at) {
    }

    /** A person pressed a key in that agent's terminal. */
    void pressed(AgentId agent, long now) {
        last = new Key(agent, now);
    }

    private boolean isOwedBy(AgentId agent, long now) {
        var key = last;
        return key != null && now - key.at < LASTS && !key.agent.equals(agent);
    }

    /** The output of one agent. Not thread-safe: of its reader. */
    final class Flow {

        private final AgentId agent;
        /** What has come lately and would not have come yet at {@link #RATE}. */
        private double ahead;
        private long seen;

        Flow(AgentId agent) {
            this.agent = agent;
        }

        /**
         * So many bytes have come.
         *
         * @param now the time in nanoseconds, on any clock that only goes forward
         * @return for how many nanoseconds no more are to be read
         */
        long pause(int bytes, long now) {
            ahead = Math.clamp(ahead - (now - seen) * (RATE / 1e9), 0, BURST) + bytes;
            seen = now;
            return ahead > BURST && isOwedBy(agent, now) ? (long) ((ahead - BURST) * 1e9 / RATE) : 0;
        }
    }
}
