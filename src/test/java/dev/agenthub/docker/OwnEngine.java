package dev.agenthub.docker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Docker Engine that one test may kill and start again. Needs root, or sudo without a password, as an engine does. It has the tests'
 * image only, and a network namespace with no way out, so that it leaves the bridges of this machine's engine alone.
 */
public final class OwnEngine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder = Files.createTempDirectory("own-engine");
    private final List<String> options;

    /** Starts it. */
    public OwnEngine(String... options) throws IOException, InterruptedException {
        this.options = List.of(options);
        start();
        run("sh", "-c", "docker -H " + EngineFixture.host() + " save " + EngineFixture.IMAGE + " | docker -H " + host() + " load");
    }

    public DockerHost host() {
        return DockerHost.of("unix://" + folder.resolve("docker.sock"));
    }

    /** Starts it again after {@link #kill}. */
    public void start() throws IOException {
        var command = asRoot("unshare", "--net", "dockerd", "--data-root", folder + "/data", "--exec-root", folder + "/exec", "--pidfile", folder + "/pid",
                "-H", host().toString(), "--bridge", "none", "--iptables=false", "--ip6tables=false", "--host-gateway-ip", "127.0.0.1",
                "--group", Files.getAttribute(folder, "unix:gid").toString(),
                "--containerd-namespace", folder.getFileName().toString(), "--containerd-plugins-namespace", folder.getFileName() + "-plugins");
        command.addAll(options);
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        var engine = builder.start();
        await("the engine answers").atMost(PATIENCE).until(() -> {
            if (!engine.isAlive()) {
                throw new AssertionError("dockerd did not start, it needs root or sudo: " + Files.readString(folder.resolve("log")));
            }
            return new ProcessBuilder("docker", "-H", host().toString(), "version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        });
    }

    /** Kills it without a chance to do anything about it. What becomes of its containers is up to its options. */
    public void kill() throws IOException, InterruptedException {
        end("-KILL");
    }

    /** Stops it as it is: its connections stay, and nobody answers. */
    public void suspend() throws IOException, InterruptedException {
        run(asRoot("kill", "-STOP", pid("pid").toString()).toArray(String[]::new));
    }

    /** Lets it go on after {@link #suspend}. */
    public void resume() throws IOException, InterruptedException {
        run(asRoot("kill", "-CONT", pid("pid").toString()).toArray(String[]::new));
    }

    private void end(String signal) throws IOException, InterruptedException {
        // Its containerd dies with it, a moment later: one that starts in between would take it for alive.
        var processes = List.of(pid("pid"), pid("exec/containerd/containerd.pid"));
        run(asRoot("kill", signal, processes.getFirst().toString()).toArray(String[]::new));
        await("the engine has ended").atMost(PATIENCE).until(() -> processes.stream().allMatch(pid -> ProcessHandle.of(pid).isEmpty()));
        run(asRoot("rm", "-f", folder + "/pid").toArray(String[]::new));
    }

    private Long pid(String file) throws IOException {
        return Long.valueOf(Files.readString(folder.resolve(file)).strip());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        resume();
        run("sh", "-c", "docker -H " + host() + " ps -aq | xargs -r docker -H " + host() + " rm -f");
        end("-TERM");
        run(asRoot("sh", "-c", "awk -v at=" + folder + "/ 'index($2, at) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount -l; rm -rf "
                + folder).toArray(String[]::new));
    }

    private static List<String> asRoot(String... command) throws IOException {
        var words = new ArrayList<String>();
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            words.addAll(List.of("sudo", "-n"));
        }
        words.addAll(List.of(command));
        return words;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }
}
