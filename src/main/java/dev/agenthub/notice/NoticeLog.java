package dev.agenthub.notice;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Which tasks a program was told of. A program that begins anew remembers nothing, so it has been told of nothing.
 *
 * @param run when the program's run began
 */
public record NoticeLog(Instant run, Set<String> tasks) {

    /** Nothing was told to anybody. */
    public static final NoticeLog NOTHING = new NoticeLog(Instant.EPOCH, Set.of());

    public NoticeLog {
        tasks = Set.copyOf(tasks);
    }

    /** The same for this run: nothing, where it is another. */
    NoticeLog in(Instant now) {
        return now.equals(run) ? this : new NoticeLog(now, Set.of());
    }

    /** These were told too. */
    NoticeLog and(Set<String> more) {
        var all = new HashSet<>(tasks);
        all.addAll(more);
        return new NoticeLog(run, all);
    }

    /** What has left the inbox may come back as another task of the same name. */
    NoticeLog only(Set<String> there) {
        var kept = new HashSet<>(tasks);
        kept.retainAll(there);
        return new NoticeLog(run, kept);
    }
}
