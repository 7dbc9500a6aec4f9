package dev.agenthub.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An emulator whose sink keeps everything, with short names for tests. */
public final class TestTerminal implements Emulator.Sink {
    public final Emulator emulator;
    final List<String> replies = new ArrayList<>();
    /** The pieces passed to display. */
    final List<byte[]> pieces = new ArrayList<>();

    public TestTerminal(int cols, int rows) {
        this(cols, rows, 100);
    }

    TestTerminal(int cols, int rows, int scrollback) {
        emulator = new Emulator(cols, rows, scrollback);
    }

    public TestTerminal feed(String text) {
        return feed(text.getBytes(StandardCharsets.UTF_8));
    }

    TestTerminal feed(byte[] bytes) {
        emulator.feed(bytes, 0, bytes.length, this);
        return this;
    }

    @Override
    public void display(byte[] data, int offset, int length) {
        pieces.add(Arrays.copyOfRange(data, offset, offset + length));
    }

    @Override
    public void reply(byte[] answer) {
        replies.add(new String(answer, StandardCharsets.UTF_8));
    }

    byte[] displayed() {
        var all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** The output for viewers, as text. */
    String shown() {
        return new String(displayed(), StandardCharsets.UTF_8);
    }

    String line(int row) {
        return emulator.text().get(row);
    }

    String cursor() {
        var cursor = emulator.screen().cursor();
        return cursor.row() + "," + cursor.col();
    }

    TextStyle styleAt(int row, int col) {
        for (var span : emulator.screen().lines().get(row).spans()) {
            if (col >= span.col() && col < span.col() + span.width()) {
                return span.style();
            }
        }
        return new TextStyle(Style.DEFAULT, null);
    }

    /** All of the model that later output could make visible. */
    String state() {
        return ModelDump.of(emulator.model());
    }
}
