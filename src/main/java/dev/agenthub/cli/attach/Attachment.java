package dev.agenthub.cli.attach;

import dev.agenthub.agent.AgentId;
import dev.agenthub.agent.AgentState;
import dev.agenthub.api.Wire;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.AttachSession.SessionSettings;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.FailureReporter;
import dev.agenthub.cli.text.PlainText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;

/** Attaches this process's terminal to an agent, from the first request to the closing message. */
final class Attachment {

    private static final int CHUNK = 4096;
    /** Used if the terminal does not report its size. */
    private static final WindowSize DEFAULT_SIZE = new WindowSize(80, 24);

    private final OutputStream screen = new FileOutputStream(FileDescriptor.out);
    private final Tty tty = new SttyTty(screen);
    private final AgentId id;
    private final SessionSettings settings;
    private final ReconnectDelay delay;
    private final PrintWriter err;

    Attachment(AgentId id, SessionSettings settings, ReconnectDelay delay, PrintWriter err) {
        this.id = id;
        this.settings = settings;
        this.delay = delay;
        this.err = err;
    }

    /** Whether standard input and output are a terminal. If not, prints the alternatives. */
    boolean hasTerminal() throws IOException {
        boolean interactive = tty.isInteractive();
        if (!interactive) {
            err.println("agent-hub: attach needs a terminal on standard input and output.\nUse 'agent-hub send " + id
                    + " TEXT' or 'agent-hub screen " + id + "' instead.");
        }
        return interactive;
    }

    /** @return the exit code */
    int run(HubClient client) throws IOException, InterruptedException {
        var state = client.agent(id).state();
        err.println((settings.readOnly() ? "Watching " : "Attached to ") + id
                + ". Detach with " + settings.detach() + ".");
        if (state != AgentState.ACTIVE) {
            err.println(id + " is " + Wire.word(state) + "; its terminal appears when it starts.");
        }
        return report(inRawMode(new AttachSession(client, id, settings, tty, screen, this::showNotice, delay)));
    }

    private End inRawMode(AttachSession session) throws IOException, InterruptedException {
        var restore = new Thread(tty::restore, "restore-terminal");
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            tty.raw();
            listen(session);
            Thread.ofPlatform().daemon().name("keys").start(() -> readKeys(session));
            return session.run();
        } finally {
            tty.restore();
        }
    }

    private void listen(AttachSession session) {
        Signals.on("WINCH", number -> session.windowChanged());
        Signals.on("TERM", number -> session.end(128 + number));
        Signals.on("HUP", number -> session.end(128 + number));
        Signals.on("INT", number -> session.end(ExitCode.INTERRUPTED));
        Signals.on("CONT", number -> {
            try {
                tty.raw();
                session.windowChanged();
            } catch (IOException e) {
                session.hangup();
            }
        });
    }

    private static void readKeys(AttachSession session) {
        var keys = new FileInputStream(FileDescriptor.in);
        var chunk = new byte[CHUNK];
        try {
            for (int n = keys.read(chunk); n >= 0; n = keys.read(chunk)) {
                session.keys(Arrays.copyOf(chunk, n));
            }
        } catch (IOException e) {
            // same as end of input: the terminal is gone
        }
        session.hangup();
    }

    private void showNotice(String text) {
        err.print(Banner.of(PlainText.line(text), tty.size().orElse(DEFAULT_SIZE)));
        err.flush();
    }

    private int report(End end) {
        return switch (end) {
            case End.Detached detached -> say(ExitCode.OK, "Detached from " + id + ".");
            case End.AgentInactive inactive ->
                    say(inactive.exitCode().orElse(ExitCode.OK), id + " stopped" + suffix(inactive.reason()));
            case End.AgentFailed failed ->
                    say(failed.exitCode().orElse(ExitCode.FAILED), id + " failed" + suffix(failed.reason()));
            case End.Killed killed -> killed.exitCode();
            case End.HubLost lost -> {
                FailureReporter.print(lost.failure(), err);
                yield ExitCode.of(lost.failure());
            }
        };
    }

    private int say(int code, String text) {
        err.println(PlainText.line(text));
        return code;
    }

    private static String suffix(String reason) {
        return reason.isBlank() ? "." : ": " + reason;
    }
}
