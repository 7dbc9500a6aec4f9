package dev.agenthub.emulator;

import java.nio.charset.StandardCharsets;

/**
 * The stream for viewers while a chunk is being read: ranges of the chunk that may be shown, merged as long as they are
 * adjacent and never copied, and now and then bytes from elsewhere.
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

    /** Shows a range of the chunk. */
    void pass(int start, int end) {
        if (start != to) {
            flush();
            from = start;
        }
        to = end;
    }

    /** Shows bytes that are not in the chunk as they are. */
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
