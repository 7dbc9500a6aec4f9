package dev.agenthub.emulator;

import java.nio.charset.StandardCharsets;

/**
 * The stream for viewers while a chunk is read: ranges of the chunk, merged if adjacent and never copied, and
 * occasionally other bytes.
 */
final class Output {
    private byte[] data;
    private Emulator.Sink sink;
    private int from;
    private int to;

    void begin(byte[] chunk, Emulator.Sink receiver) {
        data = chunk;
        sink = receiver;
        from = 0;
        to = 0;
    }

    void end() {
        flush();
        data = null;
        sink = null;
    }

    /** Passes on a range of the chunk. */
    void pass(int start, int end) {
        if (start != to) {
            flush();
            from = start;
        }
        to = end;
    }

    /** Passes on bytes that are not in the chunk. */
    void emit(byte[] bytes, int offset, int length) {
        flush();
        if (length > 0) {
            sink.display(bytes, offset, length);
        }
    }

    void emit(Bytes bytes) {
        emit(bytes.array(), 0, bytes.length());
    }

    void reply(Bytes answer) {
        sink.reply(answer.toArray());
    }

    void reply(String answer) {
        sink.reply(answer.getBytes(StandardCharsets.UTF_8));
    }

    private void flush() {
        if (to > from) {
            sink.display(data, from, to - from);
        }
        from = to;
    }
}
