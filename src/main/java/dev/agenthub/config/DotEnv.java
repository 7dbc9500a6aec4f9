package dev.agenthub.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names in a {@code .env} file. SmallRye Config parses the file as Java properties, which accept any line, so
 * this class rejects lines that are not {@code KEY=value}. Errors never quote a line, since it may hold a secret.
 */
final class DotEnv {

    private DotEnv() {
    }

    /**
     * The names, in file order; empty if there is no such file.
     *
     * @throws ConfigError for the first line that is not {@code KEY=value}, with its number
     */
    static List<String> names(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new ConfigError("%s cannot be read (%s): make it a readable file or remove it."
                    .formatted(file, e.getClass().getSimpleName()));
        }
        var names = new ArrayList<String>();
        var continued = false;
        for (var number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1).strip();
            var comment = !continued && (line.isEmpty() || line.startsWith("#") || line.startsWith("!"));
            if (!continued && !comment) {
                names.add(name(file, number, line));
            }
            if (!comment && badEscape(line)) {
                throw malformed(file, number, "has a \\u that is not followed by four hexadecimal digits");
            }
            continued = !comment && backslashesAtEnd(line) % 2 == 1;
        }
        return names;
    }

    private static String name(Path file, int number, String line) {
        var equals = line.indexOf('=');
        var name = equals < 0 ? "" : line.substring(0, equals).strip();
        if (name.isEmpty() || !name.chars().allMatch(DotEnv::isNameCharacter)) {
            throw malformed(file, number, "is not KEY=value");
        }
        return name;
    }

    private static boolean isNameCharacter(int c) {
        return c < 0x7f && Character.isLetterOrDigit(c) || "._-\"%[]/,@".indexOf(c) >= 0;
    }

    private static ConfigError malformed(Path file, int number, String problem) {
        return new ConfigError("Line %d of %s %s: a line is KEY=value, empty, or a comment that begins with #."
                .formatted(number, file, problem));
    }

    private static int backslashesAtEnd(String line) {
        var count = 0;
        while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
            count++;
        }
        return count;
    }

    private static boolean badEscape(String line) {
        for (var i = line.indexOf('\\'); i >= 0 && i + 1 < line.length(); i = line.indexOf('\\', i + 2)) {
            if (line.charAt(i + 1) == 'u' && (i + 6 > line.length()
                    || !line.substring(i + 2, i + 6).chars().allMatch(c -> Character.digit(c, 16) >= 0))) {
                return true;
            }
        }
        return false;
    }
}
