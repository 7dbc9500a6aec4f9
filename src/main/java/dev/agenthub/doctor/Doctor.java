package dev.agenthub.doctor;

import dev.agenthub.config.ConfigError;
import java.util.List;
import java.util.stream.Stream;

/** All checks, one after another. */
public final class Doctor {

    private static final List<Check> CHECKS = List.of(new EngineCheck(), new SocketCheck(), new ProjectCheck(),
            new CredentialsCheck(), new SecretsCheck(), new McpCheck(), new PortCheck(), new TokenCheck(), new InotifyCheck(), new DiskCheck(),
            new ServiceCheck());

    private Doctor() {
    }

    /** What all checks find. */
    public static List<Finding> examine(DoctorContext here) {
        try {
            here.own().check(here.layout().root(), here.layout().usersDir());
        } catch (ConfigError wrong) {
            return withoutConfiguration(wrong);
        }
        return Stream.concat(Stream.of(Finding.ok("configuration", "valid; the project is " + here.layout().root())),
                CHECKS.stream().flatMap(check -> check.look(here).stream())).toList();
    }

    /** What is to be said where the configuration is wrong: nothing else can be looked at before that is right. */
    public static List<Finding> withoutConfiguration(ConfigError wrong) {
        return List.of(Finding.fail("configuration", wrong.getMessage(),
                "Mend it in application.properties, .env or the environment; the README lists the keys."));
    }
}
