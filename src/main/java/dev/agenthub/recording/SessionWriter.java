package dev.agenthub.recording;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.Exit;
import dev.agenthub.recording.Cast.Code;
import dev.agenthub.recording.PendingEntries.Entry;
import dev.agenthub.recording.PendingEntries.Entry.Ended;
import dev.agenthub.recording.PendingEntries.Entry.Shown;
import dev.agenthub.recording.PendingEntries.Entry.Typed;
import dev.agenthub.terminal.Chunk;
import dev.agenthub.terminal.Frame;
import dev.agenthub.terminal.Size;
import dev.agenthub.terminal.TerminalRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    private final AgentId agent;
    private final RecordingFolder folder;
    private final RecordingLimits limits;
    private final TerminalRun run;
    private final PendingEntries pending;
    private final Duration retryAfter;
    private volatile CastFile file;
    private Size size = Size.DEFAULT;
    private int parts;
    /** Whether the next painting begins another file. */
    private boolean rotating;
    /** Whether output is dropped until the next painting. */
    private boolean skipping;
    private boolean failing;
    private long lost;

    /** @param retryAfter how long to wait after a failed write */
    SessionWriter(AgentId agent, RecordingFolder folder, RecordingLimits limits, TerminalRun run,
            PendingEntries pending, Duration retryAfter) {
        this.agent = agent;
        this.folder = folder;
        this.limits = limits;
        this.run = run;
        this.pending = pending;
        this.retryAfter = retryAfter;
    }

    /** The file being written. */
    Optional<CastFile> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public void run() {
        try {
            var cast = new Cast();
            while (write(pending.take(), cast)) {
                if (file != null && !rotating && file.isFull(limits.fileBytes())) {
                    rotating = true;
                    run.frames().paint();
                }
            }
        } catch (InterruptedException | IOException e) {
            LOG.debugf("The recording of %s was interrupted: %s", agent, e);
        } finally {
            run.frames().cancel();
            closeFile();
        }
    }

    /** Writes entries. Returns whether more will come. */
    private boolean write(List<Entry> entries, Cast cast) throws InterruptedException, IOException {
        var last = entries.getLast() instanceof Ended;
        var lostBefore = lost;
        try {
            for (var entry : entries) {
                write(entry, cast);
            }
            flush(cast);
            if (failing && !skipping) {
                failing = false;
                LOG.infof("%s is recorded again.", agent);
            }
        } catch (IOException e) {
            reportFailure(e);
            cast.clear();
            lost = lostBefore + entries.stream().mapToLong(SessionWriter::length).sum();
            skipping = true;
            if (!last) {
                pending.awaitEnd(retryAfter);
                run.frames().paint();
            }
        }
        return !last;
    }

    private static long length(Entry entry) {
        return switch (entry) {
            case Shown(Frame.Output(var chunk)) -> chunk.length();
            case Shown(Frame.Gap gap) -> gap.bytes();
            case Shown other -> 0;
            case Typed typed -> 0;
            case Ended end -> 0;
        };
    }

    private void write(Entry entry, Cast cast) throws IOException {
        switch (entry) {
            case Shown(Frame.Output(var chunk)) when skipping -> lost += chunk.length();
            case Shown(Frame.Output(var chunk)) -> cast.output(chunk);
            case Shown(Frame.Painting(var chunk)) -> paint(chunk, cast);
            case Shown(Frame.Subscribed subscribed) -> size = subscribed.sizeNotice().size();
            case Shown(Frame.Resized resized) -> size = resized.sizeNotice().size();
            case Shown(Frame.Gap gap) -> lost += gap.bytes();
            case Typed(var at, var data) when file != null && !skipping ->
                    cast.event(at, Code.INPUT, new String(data, StandardCharsets.UTF_8));
            case Typed typed -> LOG.tracef("Dropped input of %s: there is no file.", agent);
            case Ended(var at) when file != null -> {
                markLost(at, cast);
                var exit = exitCode();
                if (exit.isPresent()) {
                    cast.event(at, Code.EXIT, exit.get());
                }
            }
            case Ended end -> LOG.tracef("The recording of %s ends without a file.", agent);
        }
    }

    /** Players differ in how they reflow on a resize, so each size comes with a painting, as does a gap. */
    private void paint(Chunk painting, Cast cast) throws IOException {
        if (file == null || rotating) {
            flush(cast);
            closeFile();
            file = folder.create(painting.at(), limits.kept());
            rotating = false;
            parts++;
            cast.header(painting.at(), size, parts == 1 ? agent.value() : agent + ", part " + parts);
            cast.painting(painting);
            flush(cast);
            markLost(painting.at(), cast);
        } else {
            markLost(painting.at(), cast);
            cast.event(painting.at(), Code.RESIZE, size.cols() + "x" + size.rows());
            cast.painting(painting);
        }
        skipping = false;
    }

    private void markLost(Instant at, Cast cast) throws IOException {
        if (lost > 0) {
            cast.event(at, Code.MARKER, lost + " bytes of output are not recorded");
        }
        lost = 0;
    }

    private void flush(Cast cast) throws IOException {
        if (file != null) {
            file.append(cast.lines());
        }
        cast.clear();
    }

    private Optional<String> exitCode() {
        var exit = run.exit().ifNoItem().after(EXIT_TIMEOUT).recoverWithItem(Exit.UNKNOWN)
                .onFailure().recoverWithItem(Exit.UNKNOWN)
                .await().indefinitely();
        return exit.code().stream().mapToObj(Integer::toString).findFirst();
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
