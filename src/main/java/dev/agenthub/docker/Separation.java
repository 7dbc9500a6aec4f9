package dev.agenthub.docker;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks whether an engine can isolate the containers of one network from each other. The API reports whether the
 * kernel filters bridged traffic, but not whether the engine runs without iptables. For a local engine that is read
 * from its command line and configuration; a remote engine is assumed to use iptables.
 *
 * @param system the root of the file system: {@code /}, except in tests
 */
record Separation(DockerHost host, Path system) {

    static final String LOAD_FILTER = "The engine's kernel does not filter bridged traffic: load br_netfilter there"
            + " (sudo modprobe br_netfilter; to make it permanent, add it to /etc/modules-load.d).";
    private static final String NOT_ISOLATED =
            "Agents can reach each other over the network, although hub.network is isolated: ";
    /** Since this version the engine loads br_netfilter when a network needs it, or refuses to create the network. */
    private static final int LOADS_FILTER_SINCE = 28;
    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");
    private static final Pattern NO_IPTABLES = Pattern.compile("--?iptables=(false|0|f|F|FALSE|False)");
    private static final int MAX_FILE_BYTES = 1 << 20;

    /** {@return why containers are not isolated and what to do, or empty if no problem was found} */
    Optional<String> problem(Info info) {
        var version = Objects.requireNonNullElse(info.getServerVersion(), "");
        var major = version.split("\\.", 2)[0];
        var loadsFilter = major.matches("\\d{1,4}") && Integer.parseInt(major) >= LOADS_FILTER_SINCE;
        if (!loadsFilter && Boolean.FALSE.equals(info.getBridgeNfIptables())) {
            return Optional.of(NOT_ISOLATED + LOAD_FILTER);
        }
        return host.socketFile().filter(this::runsWithoutIptables).map(socket -> NOT_ISOLATED
                + "the engine runs without iptables. Start it without --iptables=false (check /etc/docker/daemon.json"
                + " too), or set hub.network to a network that you isolate yourself.");
    }

    private boolean runsWithoutIptables(Path socket) {
        return ProcessHandle.allProcesses().map(process -> words(system.resolve("proc/" + process.pid() + "/cmdline")))
                .anyMatch(words -> !words.isEmpty() && Path.of(words.getFirst()).endsWith("dockerd")
                        && listensAt(words, socket)
                        && (words.stream().anyMatch(word -> NO_IPTABLES.matcher(word).matches())
                                || configurationDisablesIptables(words)));
    }

    private static boolean listensAt(List<String> words, Path socket) {
        var sockets = words.stream().filter(word -> word.contains("unix://")).toList();
        return sockets.isEmpty() ? socket.equals(DEFAULT_SOCKET) || socket.equals(Path.of("/run/docker.sock"))
                : sockets.stream().anyMatch(word -> word.endsWith("unix://" + socket));
    }

    private boolean configurationDisablesIptables(List<String> words) {
        if (words.stream().anyMatch(word -> word.startsWith("--config-file"))) {
            return false;
        }
        try {
            var iptables = EngineApi.JSON.readTree(read(system.resolve("etc/docker/daemon.json"))).path("iptables");
            return iptables.isBoolean() && !iptables.asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> words(Path commandLine) {
        try {
            return Arrays.asList(read(commandLine).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8);
        }
    }
}
