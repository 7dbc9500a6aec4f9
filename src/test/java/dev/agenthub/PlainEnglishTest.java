package dev.agenthub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that what people read (code, comments, messages, scripts and documents) is plain English, with the list of
 * words in {@code plain-english.txt}.
 */
class PlainEnglishTest {

    private record Calque(Pattern words, String suggestion) {

        static Calque parse(String line) {
            var parts = line.split(" -> ", 2);
            return new Calque(Pattern.compile("\\b(?:" + parts[0] + ")\\b", Pattern.CASE_INSENSITIVE), parts[1]);
        }
    }

    private static final Path LIST = Path.of("src/test/resources/plain-english.txt");
    private static final List<Path> FOLDERS = Stream.of(".ci", ".github", "docker", "src/bench", "src/main",
            "src/packaging", "src/scripts", "src/test/java", "src/test/oracle", "src/test/recordings",
            "src/test/resources/cli", "src/test/sh").map(Path::of).toList();
    /** Installed or generated; the JSON documents are generated from Javadoc. */
    private static final Pattern SKIPPED = Pattern.compile("(.*/)?(node_modules/.*|[^/]*\\.(json|svg))");
    /** What may surround the text of a line: indentation, the marks of comments and lists, quotes. */
    private static final Pattern MARGIN = Pattern.compile("^[\\s/*#>\"'+-]+|[\\s\"'+]+$");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])|_");

    @Test
    void everyTextIsPlainEnglish() throws IOException {
        var calques = Files.readAllLines(LIST).stream().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Calque::parse).toList();
        var found = new ArrayList<String>();
        for (var file : texts()) {
            found.addAll(find(calques, file.toString(), Files.readString(file)));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aCalqueIsFoundInTextInNamesAndAcrossLines() {
        var calques = List.of(Calque.parse("red herring -> plain fish"));
        assertThat(find(calques, "A.java", "/**\n * Eats a red\n * herring.\n */\nvoid aRedHerringSwims() {}\n"))
                .containsExactly("A.java:2: 'red herring': write plain fish",
                        "A.java:5: 'red herring': write plain fish");
        assertThat(find(calques, "b.sh", "# Red Herring\nsay 'red herrings'\n"))
                .containsExactly("b.sh:1: 'Red Herring': write plain fish");
    }

    private static List<Path> texts() throws IOException {
        var texts = new ArrayList<Path>();
        for (var folder : FOLDERS) {
            try (var files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).forEach(texts::add);
            }
        }
        try (var files = Files.list(Path.of(""))) {
            files.filter(file -> file.toString().matches(".*\\.(md|sh|xml|properties)|\\.env.*")).forEach(texts::add);
        }
        texts.removeIf(file -> SKIPPED.matcher(file.toString()).matches());
        assertThat(texts).contains(Path.of("README.md"), Path.of("test.sh"), Path.of("src/packaging/agent-hub.1"),
                Path.of("src/main/java/dev/agenthub/hub/Hub.java"), Path.of("docker/demo-agent/demo-agent"));
        return texts;
    }

    private static List<String> find(List<Calque> calques, String file, String text) {
        var lineStarts = new ArrayList<Integer>();
        var words = new StringBuilder();
        text.lines().forEach(line -> {
            lineStarts.add(words.length());
            words.append(words(line)).append(' ');
        });
        return calques.stream().flatMap(calque -> calque.words().matcher(words).results()
                .map(match -> "%s:%d: '%s': write %s".formatted(file,
                        lineStarts.stream().filter(start -> start <= match.start()).count(), match.group(),
                        calque.suggestion()))).toList();
    }

    /** The text of a line, with names split into words. */
    private static String words(String line) {
        return HUMP.matcher(MARGIN.matcher(line).replaceAll(""))
                .replaceAll(hump -> " " + hump.group().replace("_", "").toLowerCase(Locale.ROOT));
    }
}
