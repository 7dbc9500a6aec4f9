package dev.agenthub.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.attach.AttachSession;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.AttachSession.Manner;
import dev.agenthub.cli.attach.Banner;
import dev.agenthub.cli.attach.Signals;
import dev.agenthub.cli.attach.Size;
import dev.agenthub.cli.attach.SttyTty;
import dev.agenthub.cli.attach.Tty;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.client.HubClient;

/** This process' terminal as an agent's, from the first look to the words at the end. */
final class Attachment {

    private static final int CHUNK = 4096;
    /** Of a terminal that does not say its size. */
    private static final Size ASSUMED = new Size(80, 24);

    private final OutputStream screen = new FileOutputStream(FileDescriptor.out);
    private final Tty tty = new SttyTty(screen);
    private final AgentId id;
    private final Manner manner;
    private final ReconnectDelay backoff;
    private final PrintWriter err;

    Attachment(AgentId id, Manner manner, ReconnectDelay backoff, PrintWriter err) {
        this.id = id;
        this.manner = manner;
        this.backoff = backoff;
        this.err = err;
    }

    /** Whether a person sits there; says what to do instead where nobody does. */
    boolean hasTerminal() throws IOException {
        boolean there = tty.isInteractive();
        if (!there) {
            err.println("agent-hub: attach needs a terminal for its input and its output.\nUse 'agent-hub send " + id
                    + " TEXT' and 'agent-hub screen " + id + "' instead.");
        }
        return there;
    }

    /** @return the exit code */
    int run(HubClient client) throws IOException, InterruptedException {
        String state = new AgentFields(client.agent(id)).state();
        err.println((manner.readOnly() ? "Looking at " : "Attached to ") + id + ". Leave with " + manner.detach() + ".");
        if (!state.equals("active")) {
            err.println(PlainText.line(id + " is " + state + ": its terminal shows once it runs."));
        }
        return tell(inRawMode(new AttachSession(client, id, manner, tty, screen, this::notice, backoff)));
    }

    private End inRawMode(AttachSession session) throws IOException, InterruptedException {
        Thread restore = new Thread(tty::restore, "restore-terminal");
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
            } catch (IOException gone) {
                session.hangup();
            }
        });
    }

    private static void readKeys(AttachSession session) {
        InputStream keys = new FileInputStream(FileDescriptor.in);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = keys.read(chunk); n >= 0; n = keys.read(chunk)) {
                session.keys(Arrays.copyOf(chunk, n));
            }
        } catch (IOException gone) {
            // told below: whoever cannot be read from has left
        }
        session.hangup();
    }

    private void notice(String words) {
        err.print(Banner.of(PlainText.line(words), tty.size().orElse(ASSUMED)));
        err.flush();
    }

    private int tell(End end) {
        return switch (end) {
            case End.Detached left -> say(ExitCode.OK, "Detached from " + id + ".");
            case End.AgentInactive over -> say(over.exitCode().orElse(ExitCode.OK), id + " has ended" + because(over.reason()));
            case End.AgentFailed failed -> say(failed.exitCode().orElse(ExitCode.FAILED), id + " failed" + because(failed.reason()));
            case End.Killed killed -> killed.exitCode();
            case End.HubLost lost -> {
                FailureReporter.print(lost.failure(), err);
                yield ExitCode.of(lost.failure());
            }
        };
    }

    private int say(int code, String words) {
        err.println(PlainText.line(words));
        return code;
    }

    private static String because(String reason) {
        return reason.isBlank() ? "." : ": " + reason;
    }
}
