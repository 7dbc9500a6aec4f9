package dev.agenthub.doctor;

import dev.agenthub.engine.EngineException;
import dev.agenthub.engine.EngineReport;
import dev.agenthub.ops.EngineProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engine answers, is new enough, has the images, and can bound what a container uses. */
final class EngineCheck implements Check {

    private static final int OLDEST_MINOR = 41;

    @Override
    public List<Finding> look(DoctorContext here) {
        var images = new TreeSet<String>();
        here.agents().forEach(agent -> images.add(here.image(agent)));
        try {
            var engine = EngineProbe.report(here.environment(), images);
            var found = new ArrayList<>(judge(engine, here.config().cpus() > 0));
            found.add(network(engine, here.config().network()));
            return found;
        } catch (EngineException | IllegalArgumentException failed) {
            return List.of(Finding.fail("engine", failed.getMessage(),
                    "Start Docker (sudo systemctl start docker), or point DOCKER_HOST at an engine you may use."));
        }
    }

    /** @param cpusBounded whether the configuration bounds processor time */
    static List<Finding> judge(EngineReport engine, boolean cpusBounded) {
        var found = new ArrayList<Finding>();
        found.add(Finding.ok("engine", "Docker Engine %s at %s".formatted(engine.version(), engine.address())));
        found.add(isNewEnough(engine.apiVersion()) ? Finding.ok("engine API", engine.apiVersion())
                : Finding.fail("engine API", engine.apiVersion() + " is too old", "Install Docker Engine 20.10 or newer."));
        found.add(engine.rootless()
                ? Finding.warn("rootless", "The engine is rootless: your user has another number in a container, so that agents cannot"
                        + " write your project's folders.", "Use the system's engine: DOCKER_HOST=unix:///var/run/docker.sock.")
                : Finding.ok("rootless", "no; agents run as your own user in their containers"));
        new TreeMap<>(engine.images()).forEach((image, there) -> found.add(there ? Finding.ok("image", image)
                : Finding.warn("image", image + " is not on the engine; the first start tries to pull it",
                        "Build or pull it: docker/build.sh, or docker pull " + image + ".")));
        found.add(limits(engine.limits(), cpusBounded));
        return found;
    }

    static Finding network(EngineReport engine, String configured) {
        if (!configured.equals("isolated")) {
            return Finding.warn("network", "hub.network is " + configured + ": agents on it may reach each other.",
                    "Set hub.network=isolated, unless that is what you want.");
        }
        return engine.open().map(why -> Finding.warn("network", "The engine may not keep agents apart.", why))
                .orElse(Finding.ok("network", "agents do not reach each other, as far as the engine tells"));
    }

    private static Finding limits(EngineReport.Limits can, boolean cpusBounded) {
        var missing = new ArrayList<String>();
        if (!can.memory()) {
            missing.add("memory");
        }
        if (!can.processes()) {
            missing.add("processes");
        }
        if (cpusBounded && !can.cpus()) {
            missing.add("cpus");
        }
        return missing.isEmpty() ? Finding.ok("limits", "containers can be bounded")
                : Finding.warn("limits", "The engine cannot bound " + String.join(", ", missing) + ": one agent can take all of it.",
                        "Enable these cgroup controllers (on Debian with cgroup_enable=memory on the kernel's command line).");
    }

    private static boolean isNewEnough(String version) {
        if (!version.matches("\\d{1,4}\\.\\d{1,4}")) {
            return false;
        }
        var parts = version.split("\\.");
        var major = Integer.parseInt(parts[0]);
        return major > 1 || major == 1 && Integer.parseInt(parts[1]) >= OLDEST_MINOR;
    }
}
