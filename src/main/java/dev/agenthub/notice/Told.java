package dev.agenthub.notice;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Which tasks a program was told of. A program that begins anew remembers nothing, so it has been told of nothing.
 *
 * @param run when the program's run began
 */
public record Told(Instant run, Set<String> tasks) {

    /** Nothing was told to anybody. */
    public static final Told NOTHING = new Told(Instant.EPOCH, Set.of());

    public Told {
        tasks = Set.copyOf(tasks);
    }

    /** The same for this run: nothing, where it is another. */
    Told in(Instant now) {
        return now.equals(run) ? this : new Told(now, Set.of());
    }

    /** These were told too. */
    Told and(Set<String> more) {
        var all = new HashSet<>(tasks);
        all.addAll(more);
        return new Told(run, all);
    }

    /** What has left the inbox may come back as another task of the same name. */
    Told only(Set<String> there) {
        var kept = new HashSet<>(tasks);
        kept.retainAll(there);
        return new Told(run, kept);
    }
}
