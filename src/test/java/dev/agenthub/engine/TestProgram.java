package dev.agenthub.engine;

import dev.agenthub.agent.Exit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The connection to a program whose output the test writes chunk by chunk, and that ends when it is closed. */
public class TestProgram implements TerminalConnection {

    private final UnicastProcessor<byte[]> output = UnicastProcessor.create();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final List<String> sizes = new ArrayList<>();
    private final TerminalBeginning beginning;
    private final Exit exit;
    private volatile boolean closed;

    /** @param history the output before the connection; a new program if it is empty */
    public TestProgram(String history) {
        this(history.isEmpty() ? new TerminalBeginning.Fresh()
                : new TerminalBeginning.Replay(history.getBytes(StandardCharsets.UTF_8)));
    }

    public TestProgram(TerminalBeginning beginning) {
        this(beginning, Exit.of(7));
    }

    public TestProgram(TerminalBeginning beginning, Exit exit) {
        this.beginning = beginning;
        this.exit = exit;
    }

    public void prints(String text) {
        prints(text.getBytes(StandardCharsets.UTF_8));
    }

    public void prints(byte[] bytes) {
        output.onNext(bytes);
    }

    /** Ends the program. */
    public void ends() {
        output.onComplete();
    }

    public boolean isClosed() {
        return closed;
    }

    /** What has been typed. */
    public String typed() {
        return typed.toString(StandardCharsets.UTF_8);
    }

    /** The sizes it was given, as columns x rows. */
    public List<String> sizes() {
        return sizes;
    }

    @Override
    public TerminalBeginning beginning() {
        return beginning;
    }

    @Override
    public Multi<byte[]> output() {
        return output;
    }

    @Override
    public boolean write(byte[] data) {
        typed.writeBytes(data);
        return true;
    }

    @Override
    public Uni<Void> resize(int cols, int rows) {
        sizes.add(cols + "x" + rows);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Exit> exit() {
        return Uni.createFrom().item(exit);
    }

    @Override
    public void close() {
        closed = true;
        output.onComplete();
    }
}
