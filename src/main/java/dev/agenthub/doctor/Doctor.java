package dev.agenthub.doctor;

import dev.agenthub.config.ConfigError;
import java.util.List;
import java.util.stream.Stream;

/** Runs all checks, one after another. */
public final class Doctor {

    private static final List<Check> CHECKS = List.of(new EngineCheck(), new ProjectCheck(),
            new CredentialsCheck(), new SecretsCheck(), new McpCheck(), new PortCheck(), new TokenCheck(),
            new InotifyCheck(), new DiskCheck(), new ServiceCheck());

    private Doctor() {
    }

    /** Runs all checks. */
    public static List<Finding> examine(DoctorContext context) {
        try {
            context.privateFolders().check(context.layout().root(), context.layout().usersDir());
        } catch (ConfigError e) {
            return withoutConfiguration(e);
        }
        return Stream.concat(Stream.of(Finding.ok("configuration", "valid; the project is " + context.layout().root())),
                CHECKS.stream().flatMap(check -> check.run(context).stream())).toList();
    }

    /** The finding for an invalid configuration. Nothing else can be checked until it is fixed. */
    public static List<Finding> withoutConfiguration(ConfigError error) {
        return List.of(Finding.fail("configuration", error.getMessage(),
                "Fix it in application.properties, .env or the environment; the README lists the keys."));
    }
}
