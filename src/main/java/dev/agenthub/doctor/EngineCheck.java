package dev.agenthub.doctor;

import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineReport;
import dev.agenthub.ops.EngineProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that the engine responds, is recent enough, has the images, and can enforce resource limits. */
final class EngineCheck implements Check {

    private static final int MIN_API_MINOR = 41;

    @Override
    public List<Finding> run(DoctorContext context) {
        var images = new TreeSet<String>();
        context.agents().forEach(agent -> images.add(context.image(agent)));
        try {
            var engine = EngineProbe.report(context.environment(), images);
            var found = new ArrayList<>(judge(engine, context.config().cpus() > 0));
            found.add(network(engine, context.config().network()));
            return found;
        } catch (EngineException | IllegalArgumentException e) {
            return List.of(Finding.fail("engine", e.getMessage(),
                    "Start Docker (sudo systemctl start docker), or set DOCKER_HOST to an engine you may use."));
        }
    }

    /** @param cpusLimited whether the configuration limits CPU time */
    static List<Finding> judge(EngineReport engine, boolean cpusLimited) {
        var found = new ArrayList<Finding>();
        found.add(Finding.ok("engine", "Docker Engine %s at %s".formatted(engine.version(), engine.address())));
        found.add(isNewEnough(engine.apiVersion()) ? Finding.ok("engine API", engine.apiVersion())
                : Finding.fail("engine API", engine.apiVersion() + " is too old", "Install Docker Engine 20.10 or newer."));
        found.add(engine.rootless()
                ? Finding.warn("rootless", "The engine is rootless: your user has another id in containers, so agents"
                        + " cannot write to your project.",
                        "Use the system's engine: DOCKER_HOST=unix:///var/run/docker.sock.")
                : Finding.ok("rootless", "no; agents run as your user in their containers"));
        new TreeMap<>(engine.images()).forEach((image, exists) -> found.add(exists ? Finding.ok("image", image)
                : Finding.warn("image", image + " is not on the engine; the first start will try to pull it",
                        "Build or pull it: docker/build.sh, or docker pull " + image + ".")));
        found.add(limits(engine.limits(), cpusLimited));
        return found;
    }

    static Finding network(EngineReport engine, String configured) {
        if (!configured.equals("isolated")) {
            return Finding.warn("network", "hub.network is " + configured + ": agents on it may reach each other.",
                    "Set hub.network=isolated, unless you want that.");
        }
        return engine.isolationProblem()
                .map(reason -> Finding.warn("network", "The engine may not isolate agents from each other.", reason))
                .orElse(Finding.ok("network", "agents cannot reach each other, according to the engine"));
    }

    private static Finding limits(EngineReport.Limits supported, boolean cpusLimited) {
        var missing = new ArrayList<String>();
        if (!supported.memory()) {
            missing.add("memory");
        }
        if (!supported.processes()) {
            missing.add("processes");
        }
        if (cpusLimited && !supported.cpus()) {
            missing.add("cpus");
        }
        return missing.isEmpty() ? Finding.ok("limits", "containers can be limited")
                : Finding.warn("limits", "The engine cannot limit " + String.join(", ", missing)
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
