package dev.agenthub.doctor;

import dev.agenthub.home.PrivateFolders;
import dev.agenthub.project.ProjectError;
import dev.agenthub.project.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Checks that secrets are readable only where needed. Values are neither shown nor kept. */
final class SecretsCheck implements Check {

    private static final String CHECK = "secrets";

    @Override
    public List<Finding> run(DoctorContext context) {
        var found = new ArrayList<Finding>();
        var folders = context.privateFolders();
        folders.inside(context.layout().root()).forEach((name, folder) -> found.add(Finding.warn(CHECK,
                "%s is in the project, at %s: hidden from agents, but not from other programs.".formatted(name, folder),
                "Move it out of the project: " + (name.contains("secrets") ? "hub.secrets-dir." : "hub.state-dir."))));
        for (var folder : new LinkedHashSet<>(List.of(context.layout().root(), Path.of("").toAbsolutePath()))) {
            checkMode(folder.resolve(".env"), found);
            Stream.of(".env", "application.properties", "config/application.properties").map(folder::resolve)
                    .forEach(file -> checkSettings(context, file, folders, found));
        }
        checkUsable(context, new Secrets(folders.secrets()), found);
        checkExposed(context, found);
        return found.isEmpty() ? List.of(Finding.ok(CHECK, "agents cannot read hidden files")) : found;
    }

    private static void checkMode(Path file, List<Finding> found) {
        try {
            if (Files.isRegularFile(file)) {
                var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!mode.equals("rw-------")) {
                    found.add(Finding.warn(CHECK, "%s has mode %s: other users can open it.".formatted(file, mode),
                            "chmod 600 " + file));
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            found.add(Finding.warn(CHECK, "The permissions of " + file + " cannot be read.",
                    "See ls -l " + file + "."));
        }
    }

    private static void checkSettings(DoctorContext context, Path file, PrivateFolders folders, List<Finding> found) {
        if (!file.startsWith(context.layout().root()) || !Files.isRegularFile(file)) {
            return;
        }
        try (var lines = Files.lines(file)) {
            lines.map(SecretsCheck::key).filter(SecretsCheck::isSecret).findFirst().ifPresent(key -> found.add(
                    Finding.warn(CHECK,
                    "%s holds a secret (%s) in the project%s."
                            .formatted(file, key, file.endsWith(".env") ? "" : ", where every agent can read it"),
                    key.toLowerCase(Locale.ROOT).contains("env")
                            ? "Move the value to a file below %s, named after its variable (mode 600, folder 700)."
                            .formatted(folders.secrets())
                            : "Remove it; the hub generates a token in its state directory.")));
        } catch (IOException | UncheckedIOException e) {
            found.add(Finding.warn(CHECK, file + " cannot be read: " + e.getMessage(), "See ls -l " + file + "."));
        }
    }

    private static String key(String line) {
        var end = line.indexOf('=');
        return end < 0 ? "" : line.substring(0, end).strip();
    }

    private static boolean isSecret(String key) {
        var plain = key.toLowerCase(Locale.ROOT).replace('_', '.');
        return plain.equals("hub.token") || plain.startsWith("hub.agent.") && plain.contains(".env.");
    }

    private static void checkUsable(DoctorContext context, Secrets secrets, List<Finding> found) {
        var problems = new LinkedHashSet<String>();
        for (var agent : context.agents()) {
            try {
                secrets.of(agent);
            } catch (ProjectError e) {
                problems.add(e.getMessage());
            }
        }
        problems.forEach(text -> found.add(Finding.fail(CHECK, text,
                "Agents that need it cannot start until this is fixed: see ls -la " + secrets.folder() + ".")));
    }

    private static void checkExposed(DoctorContext context, List<Finding> found) {
        var report = context.paths().exposedFiles(context.layout().root());
        if (context.running().isEmpty() || !Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.readAllLines(report).forEach(line -> found.add(Finding.fail(CHECK, line,
                    "Run agent-hub restart-agent for the agents named, and change secrets that they may have read.")));
        } catch (IOException e) {
            found.add(Finding.warn(CHECK, report + " cannot be read: " + e, "See ls -l " + report + "."));
        }
    }
}
