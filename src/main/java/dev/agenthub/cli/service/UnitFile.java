package dev.agenthub.cli.service;

import dev.agenthub.cli.command.LocalFailure;
import dev.agenthub.storage.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hub's systemd unit. Escapes all values, so that systemd reads spaces, quotes, percent and dollar signs literally.
 *
 * @param command     the absolute path of the executable, and the arguments before {@code start}
 * @param project     the absolute path of the project, which is the hub's working directory
 * @param environment the variables in addition to those that the user manager sets
 * @param systemd     the version of systemd, because older ones warn about unknown settings
 */
public record UnitFile(List<String> command, Path project, Map<String, String> environment, OptionalInt systemd) {

    /** The first version with increasing restart delays. */
    private static final int FIRST_WITH_STEPS = 254;
    private static final Pattern STEPS = Pattern.compile("(?m)^(RestartSteps|RestartMaxDelaySec)=.*\n");

    /** Read when the class is initialised: a native executable contains the text but not the file. */
    private static final String TEMPLATE = template();

    public UnitFile {
        command = List.copyOf(command);
        command.forEach(word -> requireWritable("The program", word));
        environment.forEach((name, value) -> requireWritable(name, value));
        var folder = project.toString();
        requireWritable("The project", folder);
        if (!folder.equals(folder.strip()) || folder.endsWith("\\")) {
            throw new LocalFailure("The project '" + folder + "' ends with a space or a backslash.",
                    "systemd does not support such a working directory; rename it.");
        }
    }

    /** The content of the unit file. */
    public String text() {
        boolean hasSteps = systemd.orElse(FIRST_WITH_STEPS) >= FIRST_WITH_STEPS;
        return (hasSteps ? TEMPLATE : STEPS.matcher(TEMPLATE).replaceAll(""))
                .replace("@PROJECT@", specifiers(project.toString()))
                .replace("@ENVIRONMENT@", environment.entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(variable -> "Environment=" + quoted(variable.getKey() + "=" + variable.getValue()))
                        .collect(Collectors.joining("\n")))
                // The colon prefix turns off variable substitution.
                .replace("@COMMAND@", ":" + command.stream().map(UnitFile::quoted).collect(Collectors.joining(" ")));
    }

    /**
     * Writes the unit atomically, readable only by its owner, because the environment may hold secrets.
     *
     * @return whether the file has changed
     */
    public boolean write(Path file) throws IOException {
        var text = text();
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return false;
        }
        new PrivateFile(file).replace(text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static String quoted(String word) {
        return '"' + specifiers(word.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** systemd expands specifiers such as {@code %h} even where it does not process quotes and escapes. */
    private static String specifiers(String text) {
        return text.replace("%", "%%");
    }

    private static void requireWritable(String what, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new LocalFailure(what + " contains a control character: '" + text + "'.",
                    "A systemd unit cannot contain control characters; remove them.");
        }
    }

    private static String template() {
        try (var in = UnitFile.class.getResourceAsStream("/agent-hub.service")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
