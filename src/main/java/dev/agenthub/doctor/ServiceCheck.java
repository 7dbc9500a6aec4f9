package dev.agenthub.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the hub is installed as a user service and keeps running after logout. Only with systemd. */
final class ServiceCheck implements Check {

    private static final String UNIT = "systemd/user/agent-hub.service";

    @Override
    public List<Finding> run(DoctorContext context) {
        if (!Files.isDirectory(context.system().resolve("run/systemd/system"))) {
            return List.of(Finding.ok("service", "no systemd; start the hub in another way"));
        }
        var unit = units(context).filter(Files::exists).findFirst();
        if (unit.isEmpty()) {
            return List.of(Finding.warn("service", "No unit is installed: the hub does not start automatically.",
                    "Run agent-hub service install."));
        }
        var lingers = Files.exists(context.system().resolve("var/lib/systemd/linger").resolve(context.user()));
        return List.of(Finding.ok("service", unit.get() + " is installed"),
                lingers ? Finding.ok("linger", "the hub keeps running when you log out")
                        : Finding.warn("linger", "The hub stops when you log out.", "Run loginctl enable-linger."));
    }

    private static Stream<Path> units(DoctorContext context) {
        var configured = Optional.ofNullable(context.environment().get("XDG_CONFIG_HOME")).map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(context.home().resolve(".config"));
        return Stream.of(configured, context.system().resolve("etc"), context.system().resolve("usr/lib"))
                .map(folder -> folder.resolve(UNIT));
    }
}
