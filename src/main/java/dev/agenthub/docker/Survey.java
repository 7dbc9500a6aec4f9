package dev.agenthub.docker;

import com.github.dockerjava.api.model.Info;
import dev.agenthub.engine.EngineFinding;
import dev.agenthub.engine.EngineNeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Examines whether an engine has what a team needs. Blocks.
 *
 * <p>Engine API: {@code GET /info}, {@code /version}, {@code /images/{name}/json}.
 */
record Survey(DockerHost host, Separation separation) {

    private static final int MIN_API_MINOR = 41;
    private static final String START =
            "Start Docker (sudo systemctl start docker), or set DOCKER_HOST to an engine you may use.";

    List<EngineFinding> examine(EngineApi api, EngineNeeds needs) {
        var info = api.docker().infoCmd().exec();
        var version = api.docker().versionCmd().exec();
        var found = new ArrayList<EngineFinding>();
        found.add(EngineFinding.ok("engine", "Docker Engine %s at %s".formatted(version.getVersion(), host)));
        found.add(api(Objects.requireNonNullElse(version.getApiVersion(), "0")));
        found.add(rootless(info));
        var images = new Images(api);
        new TreeSet<>(needs.images()).forEach(image -> found.add(image(image, images.id(image).isPresent())));
        found.add(limits(info, needs.cpuLimits()));
        SocketAccess.examine(host).ifPresent(found::add);
        if (needs.isolation()) {
            found.add(separation.problem(info)
                    .map(why -> EngineFinding.warn("network",
                            "The engine may not isolate agents from each other.", why))
                    .orElse(EngineFinding.ok("network", "agents cannot reach each other, according to the engine")));
        }
        return List.copyOf(found);
    }

    /** The findings for an engine that does not answer. */
    List<EngineFinding> unavailable(String reason) {
        var found = new ArrayList<>(List.of(EngineFinding.fail("engine", reason, START)));
        SocketAccess.examine(host).ifPresent(found::add);
        return List.copyOf(found);
    }

    static EngineFinding api(String version) {
        return isNewEnough(version) ? EngineFinding.ok("engine API", version)
                : EngineFinding.fail("engine API", version + " is too old", "Install Docker Engine 20.10 or newer.");
    }

    static EngineFinding rootless(Info info) {
        var options = Objects.requireNonNullElse(info.getSecurityOptions(), List.<String>of());
        return options.stream().anyMatch(option -> option.contains("name=rootless"))
                ? EngineFinding.warn("rootless", "The engine is rootless: your user has another id in containers, so"
                        + " agents cannot write to your project.",
                        "Use the system's engine: DOCKER_HOST=unix:///var/run/docker.sock.")
                : EngineFinding.ok("rootless", "no; agents run as your user in their containers");
    }

    static EngineFinding image(String image, boolean exists) {
        return exists ? EngineFinding.ok("image", image)
                : EngineFinding.warn("image", image + " is not on the engine; the first start will try to pull it",
                        "Build or pull it: docker/build.sh, or docker pull " + image + ".");
    }

    static EngineFinding limits(Info info, boolean cpuLimits) {
        var missing = new ArrayList<String>();
        if (!Boolean.TRUE.equals(info.getMemoryLimit())) {
            missing.add("memory");
        }
        // docker-java has no property for this one.
        if (!Boolean.TRUE.equals(info.getRawValues().get("PidsLimit"))) {
            missing.add("processes");
        }
        if (cpuLimits && !Boolean.TRUE.equals(info.getCpuCfsQuota())) {
            missing.add("cpus");
        }
        return missing.isEmpty() ? EngineFinding.ok("limits", "containers can be limited")
                : EngineFinding.warn("limits", "The engine cannot limit " + String.join(", ", missing)
                        + ": one agent can use up all of it.",
                        "Enable these cgroup controllers (Debian: cgroup_enable=memory on the kernel command line).");
    }

    private static boolean isNewEnough(String version) {
        if (!version.matches("\\d{1,4}\\.\\d{1,4}")) {
            return false;
        }
        var parts = version.split("\\.");
        var major = Integer.parseInt(parts[0]);
        return major > 1 || major == 1 && Integer.parseInt(parts[1]) >= MIN_API_MINOR;
    }
}
