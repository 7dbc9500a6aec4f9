package dev.agenthub;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md describes the code as it is. */
class ContributingTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path HUB = SOURCES.resolve("dev/agenthub");

    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w*)\\.([a-z]\\w*)[^`]*`");
    private static final Pattern ROOM = Pattern.compile("(\\d+)\\. `([A-Z]\\w*)\\.\\w+` .*");
    private static final Pattern NUMBERED = Pattern.compile("\\d+\\. .*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z]+(\\.http)?");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?dev\\.agenthub\\.(docker\\.http|[a-z]+)\\.");

    private static final int MOST_ROOMS = 7;

    private final String document = Files.readString(Path.of(".github/CONTRIBUTING.md"));

    ContributingTest() throws IOException {
    }

    @Test
    void everyMethodItNamesExists() throws IOException {
        var classes = sources().collect(toMap(ContributingTest::simpleName, ContributingTest::className));
        var named = METHOD.matcher(document).results().toList();
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named).allSatisfy(name -> {
            assertThat(classes).as(name.group()).containsKey(name.group(1));
            assertThat(methods(classes.get(name.group(1)))).as(name.group()).contains(name.group(2));
        });
    }

    @Test
    void everyWayIsNumberedAndHasAtMostSevenDifferentRooms() {
        var ways = ways();
        assertThat(ways).hasSize(5);
        assertThat(ways).allSatisfy(way -> {
            assertThat(way).hasSizeBetween(2, MOST_ROOMS).allMatch(ROOM.asMatchPredicate());
            assertThat(way.stream().map(line -> match(line).group(2))).doesNotHaveDuplicates();
            for (var i = 0; i < way.size(); i++) {
                assertThat(match(way.get(i)).group(1)).isEqualTo(Integer.toString(i + 1));
            }
        });
    }

    @Test
    void thePictureHasEveryPackageOnce() throws IOException {
        var packages = sources().map(ContributingTest::packageName).collect(toSet());
        assertThat(picture().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void theTableHasEveryPackage() throws IOException {
        var table = document.lines().filter(line -> line.startsWith("| `")).toList();
        var packages = sources().map(ContributingTest::packageName).collect(toSet());
        assertThat(packages).allSatisfy(name -> assertThat(table).anyMatch(row -> row.contains("`" + name + "`")));
    }

    @Test
    void inThePictureEveryDependencyPointsDownOrStaysOnItsLine() throws IOException {
        var lines = new HashMap<String, Integer>();
        var picture = picture();
        for (var i = 0; i < picture.size(); i++) {
            for (var name : picture.get(i)) {
                lines.put(name, i);
            }
        }
        var upward = new TreeSet<String>();
        for (var file : sources().toList()) {
            var user = packageName(file);
            IMPORT.matcher(Files.readString(file)).results().map(used -> used.group(1))
                    .filter(used -> lines.get(used) < lines.get(user))
                    .forEach(used -> upward.add(user + " -> " + used));
        }
        assertThat(upward).isEmpty();
    }

    /** The packages of each line of the picture, from top to bottom. */
    private List<List<String>> picture() {
        return document.lines().filter(line -> line.startsWith("│"))
                .map(line -> line.substring(0, line.lastIndexOf('│')))
                .map(line -> Arrays.stream(line.split("[│ ]+")).filter(PACKAGE.asMatchPredicate()).toList()).toList();
    }

    /** The numbered lists, each with the first lines of its items. */
    private List<List<String>> ways() {
        var ways = new ArrayList<List<String>>();
        for (var line : document.lines().filter(NUMBERED.asMatchPredicate()).toList()) {
            if (line.startsWith("1.")) {
                ways.add(new ArrayList<>());
            }
            ways.getLast().add(line);
        }
        return ways;
    }

    private static MatchResult match(String line) {
        return ROOM.matcher(line).results().findFirst().orElseThrow();
    }

    private static Stream<Path> sources() throws IOException {
        try (var files = Files.walk(HUB)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java")).toList().stream();
        }
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String className(Path file) {
        return SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
    }

    /** The first package below the hub's, and the transport's, which is a package of its own. */
    private static String packageName(Path file) {
        var folder = HUB.relativize(file.getParent());
        return folder.startsWith("docker/http") ? "docker.http" : folder.getName(0).toString();
    }

    private static List<String> methods(String className) {
        try {
            var type = Class.forName(className, false, ContributingTest.class.getClassLoader());
            return Arrays.stream(type.getDeclaredMethods()).map(Method::getName).toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(className, e);
        }
    }
}
