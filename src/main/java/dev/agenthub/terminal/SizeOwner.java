package dev.agenthub.terminal;

import java.util.Optional;

/**
 * The terminal's size and the viewer whose window it fits: the one that last typed or claimed it, if its window is
 * visible and not read-only. If the owner leaves, hides or becomes read-only, the size stays and has no owner until
 * another viewer types or claims it. Nothing else changes the size, so two viewers of different sizes never fight over
 * it. Immutable and pure.
 *
 * @param <V> the type of the viewers, compared with {@code equals}
 */
record SizeOwner<V>(Size size, Optional<V> owner) {

    /** The viewer typed or claimed the size. */
    SizeOwner<V> claimed(V viewer, Window window) {
        return window.mayDecide() ? with(window.size().orElseThrow(), Optional.of(viewer)) : this;
    }

    /** The viewer's window has changed. */
    SizeOwner<V> changed(V viewer, Window window) {
        return window.mayDecide() ? this : left(viewer);
    }

    /** The viewer has left. */
    SizeOwner<V> left(V viewer) {
        return owner.equals(Optional.of(viewer)) ? with(size, Optional.empty()) : this;
    }

    /** The owner, as seen by {@code viewer}. */
    SizeNotice.Owner seenBy(V viewer) {
        return owner.map(who -> who.equals(viewer) ? SizeNotice.Owner.YOU : SizeNotice.Owner.OTHER)
                .orElse(SizeNotice.Owner.NONE);
    }

    private SizeOwner<V> with(Size nextSize, Optional<V> nextOwner) {
        var next = new SizeOwner<>(nextSize, nextOwner);
        return next.equals(this) ? this : next;
    }
}
