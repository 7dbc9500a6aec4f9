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
 * Writes one session to its files, on its own thread. If a write fails, the output until the next successful write is
 * dropped; the recording then resumes with a painting.
 */
final class SessionWriter implements Runnable {

    private static final Logger LOG = Logger.getLogger(SessionWriter.class);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(5);

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
    private boolean ended;

    /** @param retryAfter how long to wait after a failed write */
    SessionWriter(String agent, RecordingFolder folder, RecordingLimits limits, Tape tape, Painter painter, Duration retryAfter, Clock clock) {
        this.agent = agent;
        this.folder = folder;
        this.limits = limits;
        this.tape = tape;
        this.painter = painter;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** The file being written. */
    Optional<CastFile> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                write(tape.take());
                repaintOrRotate();
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
            ended |= entries.stream().anyMatch(Entry.End.class::isInstance);
            tape.drop(entries);
            reportFailure(e);
            if (!ended) {
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
            case Event event -> LOG.tracef("Dropped an event of %s: there is no file.", agent);
            case Entry.End(var at, var exit) -> {
                ended = true;
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
        var result = exit.ifNoItem().after(EXIT_TIMEOUT).recoverWithItem(Exit.UNKNOWN)
                .onFailure().recoverWithItem(Exit.UNKNOWN)
                .await().indefinitely();
        return result.code().stream()
                .mapToObj(code -> Integer.toString(code).getBytes(StandardCharsets.US_ASCII)).findFirst();
    }

    /** Requests a painting if output was dropped, or another file if this one is full. */
    private void repaintOrRotate() {
        if (ended) {
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

    private void reportFailure(IOException problem) {
        if (!failing) {
            failing = true;
            LOG.errorf("Cannot record %s: %s. Free disk space or set hub.recordings=false; the agent keeps running.",
                    agent, problem);
        }
    }

    private void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                reportFailure(e);
            }
            file = null;
        }
    }
}
