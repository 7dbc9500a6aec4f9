package dev.agenthub.terminal;

import java.util.Optional;

/**
 * Whose window a terminal has the size of: that of the viewer who last typed or asked for it, if it can be seen and typed in. When the
 * owner leaves, hides, or only looks, nobody owns the size and it stays as it is, until another viewer types or asks. Nothing else
 * changes it, so two viewers of different sizes never push it to and fro. Immutable and pure.
 *
 * @param <V> the viewers, told apart by {@code equals}
 */
record SizeOwner<V>(Size size, Optional<V> owner) {

    /** The viewer typed, or asks for the size of its window. */
    SizeOwner<V> acted(V viewer, Window window) {
        return window.mayDecide() ? become(window.size().orElseThrow(), Optional.of(viewer)) : this;
    }

    /** The viewer's window is another now, but nothing was typed or asked for. */
    SizeOwner<V> changed(V viewer, Window window) {
        return window.mayDecide() ? this : left(viewer);
    }

    /** The viewer is gone. */
    SizeOwner<V> left(V viewer) {
        return owner.equals(Optional.of(viewer)) ? become(size, Optional.empty()) : this;
    }

    /** Who owns the size, as {@code viewer} is told. */
    SizeNotice.Owner seenBy(V viewer) {
        return owner.map(who -> who.equals(viewer) ? SizeNotice.Owner.YOU : SizeNotice.Owner.OTHER).orElse(SizeNotice.Owner.NONE);
    }

    private SizeOwner<V> become(Size nextSize, Optional<V> nextOwner) {
        var next = new SizeOwner<>(nextSize, nextOwner);
        return next.equals(this) ? this : next;
    }
}
