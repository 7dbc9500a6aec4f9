package dev.agenthub.cli.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The unit of a hub, written so that systemd reads every word as it is: with blanks, quotes, per cent and dollar signs.
 *
 * @param command     the program and the arguments before its verb; the program is an absolute path
 * @param project     absolute; where the hub works, and finds its {@code .env}
 * @param environment what it gets beside what the manager gives to every service
 * @param systemd     the version that is to read it: an older one would complain of what it does not know
 */
public record UnitFile(List<String> command, Path project, Map<String, String> environment, OptionalInt systemd) {

    /** Longer and longer pauses between restarts came with this version. */
    private static final int KNOWS_STEPS = 254;
    private static final Pattern STEPS = Pattern.compile("(?m)^(RestartSteps|RestartMaxDelaySec)=.*\n");

    /** Read when the class is initialised: a native executable carries the text, not the file. */
    private static final String TEMPLATE = template();

    public UnitFile {
        command = List.copyOf(command);
        command.forEach(word -> requireWritable("The program", word));
        environment.forEach((name, value) -> requireWritable(name, value));
        String folder = project.toString();
        requireWritable("The project", folder);
        if (!folder.equals(folder.strip()) || folder.endsWith("\\")) {
            throw new ServiceProblem("The project '" + folder + "' ends with a blank or a backslash.",
                    "systemd cannot work in such a folder: give it another name.");
        }
    }

    /** The file's content. */
    public String text() {
        boolean knowsSteps = systemd.orElse(KNOWS_STEPS) >= KNOWS_STEPS;
        return (knowsSteps ? TEMPLATE : STEPS.matcher(TEMPLATE).replaceAll(""))
                .replace("@PROJECT@", specifiers(project.toString()))
                .replace("@ENVIRONMENT@", environment.entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(variable -> "Environment=" + quoted(variable.getKey() + "=" + variable.getValue()))
                        .collect(Collectors.joining("\n")))
                // The colon: no variables are replaced in what follows.
                .replace("@COMMAND@", ":" + command.stream().map(UnitFile::quoted).collect(Collectors.joining(" ")));
    }

    /**
     * Puts the unit in its place, in one step.
     *
     * @return whether that is another unit than was there
     */
    public boolean write(Path file) throws IOException {
        String text = text();
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), ".agent-hub", ".tmp");
        try {
            Files.writeString(draft, text);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        return true;
    }

    private static String quoted(String word) {
        return '"' + specifiers(word.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** Where systemd reads neither quotes nor escapes, it still replaces {@code %h} and its like. */
    private static String specifiers(String text) {
        return text.replace("%", "%%");
    }

    private static void requireWritable(String what, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ServiceProblem(what + " has a control character in '" + text + "'.",
                    "A unit of systemd cannot hold it: give it another name.");
        }
    }

    private static String template() {
        try (InputStream in = UnitFile.class.getResourceAsStream("/agent-hub.service")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
