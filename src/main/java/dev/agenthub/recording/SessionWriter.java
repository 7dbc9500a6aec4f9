package dev.agenthub.recording;

import dev.agenthub.agent.Exit;
import dev.agenthub.recording.Entry.Begin;
import dev.agenthub.recording.Entry.Code;
import dev.agenthub.recording.Entry.Event;
import dev.agenthub.terminal.TerminalListener.Painter;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes one session to its files, on a thread of its own. Where the disk does not take it, the session goes on without, and is taken up
 * again with a painting as soon as it does.
 */
final class SessionWriter implements Runnable {

    private static final Logger LOG = Logger.getLogger(SessionWriter.class);
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(5);

    private final String agent;
    private final RecordingFolder folder;
    private final RecordingLimits limits;
    private final Tape tape;
    private final Painter painter;
    private final Duration retryAfter;
    private final Clock clock;
    private final JsonBuffer lines = new JsonBuffer();
    private final Cast cast = new Cast();
    private volatile CastFile file;
    private int parts;
    private boolean failing;
    private boolean over;

    /** @param retryAfter how long the disk is left alone after it has refused */
    SessionWriter(String agent, RecordingFolder folder, RecordingLimits limits, Tape tape, Painter painter, Duration retryAfter, Clock clock) {
        this.agent = agent;
        this.folder = folder;
        this.limits = limits;
        this.tape = tape;
        this.painter = painter;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** The file that is being written. */
    Optional<CastFile> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public void run() {
        try {
            while (!over) {
                write(tape.take());
                goOn();
            }
        } catch (InterruptedException e) {
            LOG.debugf("The recording of %s was interrupted.", agent);
        } finally {
            closeFile();
        }
    }

    private void write(List<Entry> entries) throws InterruptedException {
        try {
            for (var entry : entries) {
                write(entry);
            }
            flush();
            if (failing && !entries.isEmpty()) {
                failing = false;
                LOG.infof("%s is recorded again.", agent);
            }
        } catch (IOException e) {
            lines.clear();
            over |= entries.stream().anyMatch(Entry.End.class::isInstance);
            tape.lose(entries);
            tell(e);
            if (!over) {
                tape.awaitEnd(retryAfter);
            }
        }
    }

    private void write(Entry entry) throws IOException {
        switch (entry) {
            case Begin begin -> {
                flush();
                closeFile();
                file = folder.create(begin.at(), limits.kept());
                parts++;
                cast.header(lines, begin.at(), begin.size(), parts == 1 ? agent : agent + ", part " + parts);
                cast.event(lines, new Event(begin.at(), Code.OUTPUT, begin.painting()));
                flush();
            }
            case Event event when file != null -> cast.event(lines, event);
            case Event event -> LOG.tracef("An event of %s has no file.", agent);
            case Entry.End(var at, var exit) -> {
                over = true;
                if (file != null) {
                    exitCode(exit).ifPresent(code -> cast.event(lines, new Event(at, Code.EXIT, code)));
                }
            }
        }
    }

    private void flush() throws IOException {
        if (file != null && lines.length() > 0) {
            file.append(lines.bytes());
        }
        lines.clear();
    }

    private Optional<byte[]> exitCode(Uni<Exit> exit) {
        var how = exit.ifNoItem().after(EXIT_PATIENCE).recoverWithItem(Exit.UNKNOWN).onFailure().recoverWithItem(Exit.UNKNOWN)
                .await().indefinitely();
        return how.code().stream().mapToObj(code -> Integer.toString(code).getBytes(StandardCharsets.US_ASCII)).findFirst();
    }

    /** What was left out needs a painting, and a file that has become long a successor. */
    private void goOn() {
        if (over) {
            return;
        }
        if (file == null || file.isFull(limits.fileBytes())) {
            painter.paint((size, painting) -> tape.begin(now(), size, painting));
        } else if (tape.isBehind()) {
            painter.paint((size, painting) -> tape.catchUp(now(), size, painting));
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private void tell(IOException problem) {
        if (!failing) {
            failing = true;
            LOG.errorf("%s is not recorded: %s. Make room there, or set hub.recordings=false; the agent goes on.", agent, problem);
        }
    }

    private void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                tell(e);
            }
            file = null;
        }
    }
}
