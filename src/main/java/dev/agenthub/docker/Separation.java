package dev.agenthub.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an engine keeps the containers of one network apart, as far as that is to be seen. Its API tells whether the kernel filters
 * bridges, and not whether the engine was started without iptables: that is looked for in the command line and the settings of an
 * engine of this machine. One elsewhere is believed.
 *
 * <p>Engine API: {@code GET /info}.
 *
 * @param system where the files of the system begin: {@code /}, but for tests
 */
record Separation(EngineHttp http, DockerHost host, Path system, Duration within) {

    static final String LOAD_FILTER = "Its kernel does not filter bridges: load br_netfilter there (sudo modprobe br_netfilter, and for good"
            + " in /etc/modules-load.d).";
    private static final String OPEN = "Agents reach each other over the network, although hub.network is isolated: ";
    /** From this version on an engine loads the filter itself when a network needs it, or refuses to make that. */
    private static final int LOADS_FILTER = 28;
    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");
    private static final Pattern NO_IPTABLES = Pattern.compile("--?iptables=(false|0|f|F|FALSE|False)");
    private static final int LONGEST = 1 << 20;

    /** Why it does not, and what to do; nothing where all seems well. */
    Optional<String> missing() throws IOException {
        try (var response = http.get("/info", within); var deadline = new Deadline(within, response)) {
            try {
                return missing(EngineHttp.JSON.readTree(response.body()));
            } catch (IOException e) {
                throw deadline.explain(e);
            }
        }
    }

    Optional<String> missing(JsonNode info) {
        var major = info.path("ServerVersion").asText().split("\\.", 2)[0];
        var loads = major.matches("\\d{1,4}") && Integer.parseInt(major) >= LOADS_FILTER;
        if (!loads && info.has("BridgeNfIptables") && !info.path("BridgeNfIptables").asBoolean()) {
            return Optional.of(OPEN + LOAD_FILTER);
        }
        return host.socketFile().filter(this::withoutIptables).map(socket -> OPEN + "the engine runs without iptables. Start it without"
                + " --iptables=false (see also /etc/docker/daemon.json), or set hub.network to a network that you keep apart by yourself.");
    }

    private boolean withoutIptables(Path socket) {
        return ProcessHandle.allProcesses().map(process -> words(system.resolve("proc/" + process.pid() + "/cmdline")))
                .anyMatch(words -> !words.isEmpty() && Path.of(words.getFirst()).endsWith("dockerd") && listensAt(words, socket)
                        && (words.stream().anyMatch(word -> NO_IPTABLES.matcher(word).matches()) || settingsForbid(words)));
    }

    private static boolean listensAt(List<String> words, Path socket) {
        var named = words.stream().filter(word -> word.contains("unix://")).toList();
        return named.isEmpty() ? socket.equals(DEFAULT_SOCKET) || socket.equals(Path.of("/run/docker.sock"))
                : named.stream().anyMatch(word -> word.endsWith("unix://" + socket));
    }

    private boolean settingsForbid(List<String> words) {
        if (words.stream().anyMatch(word -> word.startsWith("--config-file"))) {
            return false;
        }
        try {
            var iptables = EngineHttp.JSON.readTree(read(system.resolve("etc/docker/daemon.json"))).path("iptables");
            return iptables.isBoolean() && !iptables.asBoolean();
        } catch (IOException notReadable) {
            return false;
        }
    }

    private static List<String> words(Path commandLine) {
        try {
            return Arrays.asList(read(commandLine).split("\0"));
        } catch (IOException ended) {
            return List.of();
        }
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
