package dev.agenthub.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a {@code .env} file. It is read as Java properties are, which take any line for something: so each line is looked at
 * here, and one that is not {@code KEY=value} is an error. What it says is never repeated, since it may be a secret.
 */
final class DotEnv {

    private DotEnv() {
    }

    /**
     * The names, in order; none where there is no such file.
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
            throw new ConfigError("%s cannot be read, so no hub starts with it: make it a file that you may read, or remove it (%s)."
                    .formatted(file, e.getClass().getSimpleName()));
        }
        var names = new ArrayList<String>();
        var goesOn = false;
        for (var number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1).strip();
            var comment = !goesOn && (line.isEmpty() || line.startsWith("#") || line.startsWith("!"));
            if (!goesOn && !comment) {
                names.add(name(file, number, line));
            }
            if (!comment && badEscape(line)) {
                throw wrong(file, number, "has a \\u that is not followed by four hexadecimal digits");
            }
            goesOn = !comment && backslashesAtEnd(line) % 2 == 1;
        }
        return names;
    }

    private static String name(Path file, int number, String line) {
        var equals = line.indexOf('=');
        var name = equals < 0 ? "" : line.substring(0, equals).strip();
        if (name.isEmpty() || !name.chars().allMatch(DotEnv::isOfAName)) {
            throw wrong(file, number, "is not KEY=value");
        }
        return name;
    }

    private static boolean isOfAName(int c) {
        return c < 0x7f && Character.isLetterOrDigit(c) || "._-\"%[]/,@".indexOf(c) >= 0;
    }

    private static ConfigError wrong(Path file, int number, String why) {
        return new ConfigError("Line %d of %s %s: a line is KEY=value, empty, or a comment that begins with #."
                .formatted(number, file, why));
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
