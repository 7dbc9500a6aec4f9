package dev.agenthub.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.attach.AttachSession;
import dev.agenthub.cli.attach.AttachSession.End;
import dev.agenthub.cli.attach.Signals;
import dev.agenthub.cli.attach.SttyTty;
import dev.agenthub.cli.attach.Tty;
import dev.agenthub.cli.client.Backoff;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/**
 * Makes this terminal the agent's until Ctrl-P Ctrl-Q. Exits with 0 when the person leaves or the agent ends, 1 when
 * the agent fails, 2 without a terminal, 3 when the hub stays away. The terminal is put back however it ends.
 */
@Command(name = "attach", description = "Use an agent's terminal. Leave it with Ctrl-P Ctrl-Q.")
final class AttachCommand extends HubCommand {

    private static final int CHUNK = 4096;

    @Parameters(paramLabel = "ID", description = "The agent.")
    private AgentId id;

    @Option(names = "--read-only", description = "Only look: send neither keys nor the window's size.")
    private boolean readOnly;

    private final Backoff backoff;

    AttachCommand(Environment environment, Backoff backoff) {
        super(environment);
        this.backoff = backoff;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        OutputStream screen = new FileOutputStream(FileDescriptor.out);
        Tty tty = new SttyTty(screen);
        if (!tty.isInteractive()) {
            err().println("agent-hub: attach needs a terminal for its input and its output.\nUse 'agent-hub send "
                    + id + " TEXT' and 'agent-hub screen " + id + "' instead.");
            return ExitCode.USAGE;
        }
        HubClient client = client();
        String state = new AgentFields(client.agent(id)).state();
        err().println((readOnly ? "Looking at " : "Attached to ") + id + ". Leave with Ctrl-P Ctrl-Q.");
        if (!state.equals("active")) {
            err().println(PlainText.line(id + " is " + state + ": its terminal shows once it runs."));
        }
        AttachSession session = new AttachSession(client, id, readOnly, tty, screen, this::notice, backoff);
        return tell(inRawMode(tty, session));
    }

    private static End inRawMode(Tty tty, AttachSession session) throws IOException, InterruptedException {
        Thread restore = new Thread(tty::restore, "restore-terminal");
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            tty.raw();
            listen(tty, session);
            Thread.ofPlatform().daemon().name("keys").start(() -> readKeys(session));
            return session.run();
        } finally {
            tty.restore();
        }
    }

    private static void listen(Tty tty, AttachSession session) {
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

    /** In raw mode a line's end alone does not go back to the left. */
    private void notice(String words) {
        err().print("\r\n[agent-hub] " + PlainText.line(words) + "\r\n");
        err().flush();
    }

    private int tell(End end) {
        return switch (end) {
            case End.Detached left -> say(ExitCode.OK, "Detached from " + id + ".");
            case End.AgentInactive over -> say(ExitCode.OK, id + " has ended" + because(over.reason()));
            case End.AgentFailed failed -> say(ExitCode.FAILED, id + " failed" + because(failed.reason()));
            case End.Killed killed -> killed.exitCode();
            case End.HubLost lost -> {
                Failures.print(lost.failure(), err());
                yield ExitCode.of(lost.failure());
            }
        };
    }

    private int say(int code, String words) {
        err().println(PlainText.line(words));
        return code;
    }

    private static String because(String reason) {
        return reason.isBlank() ? "." : ": " + reason;
    }
}
