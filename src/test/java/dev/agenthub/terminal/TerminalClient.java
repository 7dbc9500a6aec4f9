package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.emulator.Emulator;
import dev.agenthub.terminal.SizeNotice.Owner;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client's terminal and its position in the output. It requests frames one by one. */
final class TerminalClient {

    final Emulator emulator = new Emulator(100, 30, 2000);
    final List<Frame> frames = new ArrayList<>();
    private AssertSubscriber<Frame> view;
    Viewer viewer;
    private int requested;
    private int applied;
    private String stream = "";
    long seq;
    private int painting;
    Owner owner;

    TerminalClient(Viewer viewer) {
        views(viewer);
    }

    void views(Viewer next) {
        viewer = next;
        view = AssertSubscriber.create();
        requested = 0;
        applied = 0;
        frames.clear();
        next.subscribe().withSubscriber(view);
    }

    TerminalClient take() {
        return take(Integer.MAX_VALUE);
    }

    /** Takes frames until there are no more. The last request is then still open. */
    TerminalClient take(int max) {
        for (var taken = 0; taken < max; taken++) {
            if (requested == applied) {
                requested++;
                view.request(1);
            }
            if (view.getItems().size() == applied) {
                return this;
            }
            apply(view.getItems().get(applied++));
        }
        return this;
    }

    private void apply(Frame frame) {
        frames.add(frame);
        switch (frame) {
            case Frame.Output(var chunk) -> {
                feed(chunk);
                assertThat(painting).isZero();
                seq += chunk.length();
            }
            case Frame.Painting(var chunk) -> {
                feed(chunk);
                assertThat(painting).isEqualTo(chunk.length());
                painting = 0;
            }
            case Frame.Resized(var sizeNotice, var at, var bytes) -> {
                apply(sizeNotice);
                expect(at, bytes);
            }
            case Frame.Subscribed(var sizeNotice, var position, var bytes) -> {
                apply(sizeNotice);
                stream = position.stream();
                expect(position.bytes(), bytes);
            }
            case Frame.Gap(var left, var at, var bytes) -> {
                assertThat(left).isNotNegative();
                expect(at, bytes);
            }
        }
    }

    private void apply(SizeNotice sizeNotice) {
        owner = sizeNotice.owner();
        emulator.resize(sizeNotice.size().cols(), sizeNotice.size().rows());
    }

    private void expect(long at, int bytes) {
        seq = at;
        painting = bytes;
    }

    private void feed(Chunk chunk) {
        emulator.feed(chunk.data(), chunk.offset(), chunk.length(), new Emulator.Sink() {
            @Override
            public void display(byte[] data, int offset, int length) {
                // Ignored.
            }

            @Override
            public void reply(byte[] answer) {
                throw new AssertionError("A viewer got a query.");
            }
        });
    }

    /** The position at which it would resume after its connection broke. */
    Optional<Position> position() {
        return painting > 0 ? Optional.empty() : Optional.of(new Position(stream, seq));
    }
}
