package dev.agenthub.docker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A private Docker Engine that a test may kill and restart. Needs root or passwordless sudo. It has only the tests'
 * image, and its own network namespace without external connections, so it does not touch the bridges of the machine's
 * engine.
 */
public final class OwnEngine implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Path folder = Files.createTempDirectory("own-engine");
    private final List<String> options;

    /** Starts the engine and loads the tests' image. */
    public OwnEngine(String... options) throws IOException, InterruptedException {
        this.options = List.of(options);
        start();
        run("sh", "-c", "docker -H " + EngineFixture.host() + " save " + EngineFixture.IMAGE
                + " | docker -H " + host() + " load");
    }

    public DockerHost host() {
        return DockerHost.of("unix://" + folder.resolve("docker.sock"));
    }

    /** Restarts the engine after {@link #kill}. */
    public void start() throws IOException {
        var command = asRoot("unshare", "--net", "dockerd", "--data-root", folder + "/data", "--exec-root",
                folder + "/exec", "--pidfile", folder + "/pid", "-H", host().toString(), "--bridge", "none",
                "--iptables=false", "--ip6tables=false", "--host-gateway-ip", "127.0.0.1",
                "--group", Files.getAttribute(folder, "unix:gid").toString(),
                "--containerd-namespace", folder.getFileName().toString(),
                "--containerd-plugins-namespace", folder.getFileName() + "-plugins");
        command.addAll(options);
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        var engine = builder.start();
        await("the engine answers").atMost(TIMEOUT).until(() -> {
            if (!engine.isAlive()) {
                throw new AssertionError("dockerd did not start; it needs root or sudo: "
                        + Files.readString(folder.resolve("log")));
            }
            return new ProcessBuilder("docker", "-H", host().toString(), "version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        });
    }

    /** Kills the engine with SIGKILL. Its options determine whether its containers survive. */
    public void kill() throws IOException, InterruptedException {
        end("-KILL");
    }

    /** Suspends the engine: its connections stay open but are not answered. */
    public void suspend() throws IOException, InterruptedException {
        run(asRoot("kill", "-STOP", pid("pid").toString()).toArray(String[]::new));
    }

    /** Resumes the engine after {@link #suspend}. */
    public void resume() throws IOException, InterruptedException {
        run(asRoot("kill", "-CONT", pid("pid").toString()).toArray(String[]::new));
    }

    private void end(String signal) throws IOException, InterruptedException {
        // Its containerd ends slightly later; an engine that starts in between would try to use it.
        var processes = List.of(pid("pid"), pid("exec/containerd/containerd.pid"));
        run(asRoot("kill", signal, processes.getFirst().toString()).toArray(String[]::new));
        await("the engine has ended").atMost(TIMEOUT)
                .until(() -> processes.stream().allMatch(pid -> ProcessHandle.of(pid).isEmpty()));
        run(asRoot("rm", "-f", folder + "/pid").toArray(String[]::new));
    }

    private Long pid(String file) throws IOException {
        return Long.valueOf(Files.readString(folder.resolve(file)).strip());
    }

    @Override
    public void close() throws IOException {
        try {
            remove();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while the engine ends");
        }
    }

    private void remove() throws IOException, InterruptedException {
        resume();
        run("sh", "-c", "docker -H " + host() + " ps -aq | xargs -r docker -H " + host() + " rm -f");
        end("-TERM");
        run(asRoot("sh", "-c", "awk -v at=" + folder + "/ 'index($2, at) == 1 { print $2 }' /proc/mounts | sort -r"
                + " | xargs -r umount -l; rm -rf " + folder).toArray(String[]::new));
    }

    private static List<String> asRoot(String... command) throws IOException {
        var full = new ArrayList<String>();
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            full.addAll(List.of("sudo", "-n"));
        }
        full.addAll(List.of(command));
        return full;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
    }
}
