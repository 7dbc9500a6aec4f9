package dev.agenthub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.terminal.SizeNotice.Owner;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which viewer owns the size of a terminal. */
class TerminalSizeTest extends TerminalFixture {

    @Test
    void eachViewerIsNotifiedWhetherItOwnsTheSize() {
        connect(program);
        var small = view();
        var large = view();
        resize(small, 80, 24);
        assertThat(small.take().owner).isEqualTo(Owner.YOU);
        assertThat(large.take().owner).isEqualTo(Owner.OTHER);
        small.viewer.cancel();
        assertThat(large.take().owner).isEqualTo(Owner.NONE);
        assertThat(terminal.size()).isEqualTo(new Size(80, 24));
    }

    @Test
    void aReportedWindowSizeAppliesOnTheNextKeystroke() {
        connect(program);
        var viewer = view();
        viewer.viewer.window(Window.OPEN.of(new Size(80, 24)));
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
        type(viewer);
        assertThat(terminal.size()).isEqualTo(new Size(80, 24));
        assertThat(program.sizes()).containsExactly("100x30", "80x24");
    }

    @Test
    void hiddenAndReadOnlyViewersLeaveTheSizeAlone() {
        connect(program);
        var hidden = view(Window.OPEN.with(false, false), Optional.empty());
        var readOnly = view(Window.OPEN.with(true, true), Optional.empty());
        resize(hidden, 80, 24);
        resize(readOnly, 90, 25);
        type(hidden);
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
    }

    @Test
    void aViewerThatHasLeftCannotOwnTheSize() {
        connect(program);
        var gone = view();
        gone.viewer.window(Window.OPEN.of(new Size(80, 24)));
        gone.viewer.cancel();
        type(gone);
        assertThat(terminal.size()).isEqualTo(Size.DEFAULT);
    }

    /** An owner that changes with every keystroke must not fill the backlog of a viewer that does not read. */
    @Test
    void ownerChangesAreBounded() {
        connect(program);
        var stalled = view();
        var one = view();
        var two = view();
        resize(one, 80, 24);
        resize(two, 80, 24);
        for (var i = 0; i < 1000; i++) {
            type(i % 2 == 0 ? one : two);
        }
        assertThat(stalled.take().frames).hasSizeLessThan((int) BOUND / 64 + 10);
        assertThat(stalled.owner).isEqualTo(Owner.OTHER);
    }
}
