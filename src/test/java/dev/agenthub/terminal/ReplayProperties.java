package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The output kept for clients that reconnect. */
class ReplayProperties {

    private static final int BOUND = 1000;

    /** Chunks of these lengths, 0 for a resize. Each position gets exactly the output after it, or nothing. */
    @Property
    void aPositionGetsExactlyTheMissedOutput(@ForAll @Size(max = 30) List<@IntRange(max = 200) Integer> lengths) {
        var replay = new Replay(BOUND);
        var all = new ByteArrayOutputStream();
        var lastCut = -1;
        var newest = 0;
        for (var length : lengths) {
            if (length == 0) {
                replay.cut();
                lastCut = all.size();
            } else {
                var piece = new byte[length];
                for (var i = 0; i < length; i++) {
                    piece[i] = (byte) (all.size() + i);
                }
                newest = all.size();
                all.writeBytes(piece);
                replay.add(new Chunk(piece, Instant.EPOCH));
            }
        }
        assertThat(replay.seq()).isEqualTo(all.size());
        assertThat(replay.since(all.size() + 1)).isEmpty();
        for (var from = 0; from <= all.size(); from++) {
            var missed = replay.since(from);
            if (from <= lastCut) {
                assertThat(missed).isEmpty();
            } else if (missed.isPresent()) {
                assertThat(bytes(missed.get())).isEqualTo(Arrays.copyOfRange(all.toByteArray(), from, all.size()));
            } else {
                assertThat(from).as("no longer kept").isLessThan(newest);
            }
        }
    }

    private static byte[] bytes(List<Chunk> chunks) {
        var bytes = new ByteArrayOutputStream();
        chunks.forEach(chunk -> bytes.write(chunk.data(), chunk.offset(), chunk.length()));
        return bytes.toByteArray();
    }
}
