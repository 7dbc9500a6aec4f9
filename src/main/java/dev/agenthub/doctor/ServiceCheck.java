package dev.agenthub.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The hub starts with the user's session, and lives on when that ends. Only where there is systemd. */
final class ServiceCheck implements Check {

    private static final String UNIT = "systemd/user/agent-hub.service";

    @Override
    public List<Finding> look(DoctorContext here) {
        if (!Files.isDirectory(here.system().resolve("run/systemd/system"))) {
            return List.of(Finding.ok("service", "no systemd here: start the hub as you like"));
        }
        var unit = units(here).filter(Files::exists).findFirst();
        if (unit.isEmpty()) {
            return List.of(Finding.warn("service", "No unit is installed: the hub does not start by itself.",
                    "agent-hub service install"));
        }
        var lingers = Files.exists(here.system().resolve("var/lib/systemd/linger").resolve(here.user()));
        return List.of(Finding.ok("service", unit.get() + " is installed"),
                lingers ? Finding.ok("linger", "the hub lives on when you log out")
                        : Finding.warn("linger", "The hub ends when you log out.", "loginctl enable-linger"));
    }

    private static Stream<Path> units(DoctorContext here) {
        var configured = Optional.ofNullable(here.environment().get("XDG_CONFIG_HOME")).map(Path::of).filter(Path::isAbsolute)
                .orElse(here.home().resolve(".config"));
        return Stream.of(configured, here.system().resolve("etc"), here.system().resolve("usr/lib"))
                .map(folder -> folder.resolve(UNIT));
    }
}
