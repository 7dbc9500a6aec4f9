package dev.agenthub.notice;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The tasks that a program was notified of. A new program starts with an empty log.
 *
 * @param run when the run of the program began
 */
public record NoticeLog(Instant run, Set<String> tasks) {

    /** The log before any notice. */
    public static final NoticeLog EMPTY = new NoticeLog(Instant.EPOCH, Set.of());

    public NoticeLog {
        tasks = Set.copyOf(tasks);
    }

    /** The log for a run: empty if it is another run. */
    NoticeLog forRun(Instant other) {
        return other.equals(run) ? this : new NoticeLog(other, Set.of());
    }

    /** The log with more tasks. */
    NoticeLog plus(Set<String> more) {
        var all = new HashSet<>(tasks);
        all.addAll(more);
        return new NoticeLog(run, all);
    }

    /** The log without tasks that have left the inbox: a later task of the same name is a new one. */
    NoticeLog retain(Set<String> inbox) {
        var kept = new HashSet<>(tasks);
        kept.retainAll(inbox);
        return new NoticeLog(run, kept);
    }
}
