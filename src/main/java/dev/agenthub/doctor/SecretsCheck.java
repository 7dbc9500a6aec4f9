package dev.agenthub.doctor;

import dev.agenthub.ops.PrivateFolders;
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

/** Secrets are where only those read them who need them. No value is shown, and none is kept. */
final class SecretsCheck implements Check {

    private static final String CHECK = "secrets";

    @Override
    public List<Finding> look(DoctorContext here) {
        var found = new ArrayList<Finding>();
        var folders = here.own();
        folders.inside(here.layout().root()).forEach((what, folder) -> found.add(Finding.warn(CHECK,
                "%s is in the project, at %s; agents do not see it, but other programs there may.".formatted(what, folder),
                "Move it out of the project: " + (what.contains("secrets") ? "hub.secrets-dir." : "hub.state-dir."))));
        for (var folder : new LinkedHashSet<>(List.of(here.layout().root(), Path.of("").toAbsolutePath()))) {
            mode(folder.resolve(".env"), found);
            Stream.of(".env", "application.properties", "config/application.properties").map(folder::resolve)
                    .forEach(file -> settings(here, file, folders, found));
        }
        usable(here, new Secrets(folders.secrets()), found);
        visible(here, found);
        return found.isEmpty() ? List.of(Finding.ok(CHECK, "agents cannot read what is hidden from them")) : found;
    }

    private static void mode(Path file, List<Finding> found) {
        try {
            if (Files.isRegularFile(file)) {
                var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!mode.equals("rw-------")) {
                    found.add(Finding.warn(CHECK, "%s has mode %s: others than you may open it.".formatted(file, mode), "chmod 600 " + file));
                }
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            found.add(Finding.warn(CHECK, "The permissions of " + file + " cannot be read.", "See ls -l " + file + "."));
        }
    }

    private static void settings(DoctorContext here, Path file, PrivateFolders own, List<Finding> found) {
        if (!file.startsWith(here.layout().root()) || !Files.isRegularFile(file)) {
            return;
        }
        try (var lines = Files.lines(file)) {
            lines.map(SecretsCheck::key).filter(SecretsCheck::isSecret).findFirst().ifPresent(key -> found.add(Finding.warn(CHECK,
                    "%s holds a secret (%s) in the project%s.".formatted(file, key, file.endsWith(".env") ? "" : ", where every agent reads it"),
                    key.toLowerCase(Locale.ROOT).contains("env") ? "Put the value into a file below %s, named as its variable (mode 600, folder 700)."
                            .formatted(own.secrets()) : "Remove it, and the hub makes a token of its own in its state directory.")));
        } catch (IOException | UncheckedIOException unreadable) {
            found.add(Finding.warn(CHECK, file + " cannot be read: " + unreadable.getMessage(), "See ls -l " + file + "."));
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

    private static void usable(DoctorContext here, Secrets secrets, List<Finding> found) {
        var wrong = new LinkedHashSet<String>();
        for (var agent : here.agents()) {
            try {
                secrets.of(agent);
            } catch (ProjectError e) {
                wrong.add(e.getMessage());
            }
        }
        wrong.forEach(text -> found.add(Finding.fail(CHECK, text, "Agents that need it do not start before that: see ls -la " + secrets.folder()
                + ".")));
    }

    private static void visible(DoctorContext here, List<Finding> found) {
        var note = here.paths().visible(here.layout().root());
        if (here.running().isEmpty() || !Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.readAllLines(note).forEach(line -> found.add(Finding.fail(CHECK, line,
                    "agent-hub restart-agent, for those that are named; change the secret where one of them may have read it.")));
        } catch (IOException e) {
            found.add(Finding.warn(CHECK, note + " cannot be read: " + e, "See ls -l " + note + "."));
        }
    }
}
