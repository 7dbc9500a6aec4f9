package dev.agenthub;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that no regular expression of the hub takes more than about linear time on hostile text. {@link #LISTED} has
 * each expression in main code with a matching sample. The test derives hostile texts from the sample and counts the
 * steps of the matcher. Patterns given by users run on RE2 instead, see {@code LinearPattern}.
 */
class RegexCostTest {

    private enum Mode { WHOLE, SEARCH }

    /** An expression, how it is applied, and a text that it matches. */
    private record Listed(String regex, int flags, Mode mode, String sample) {

        static Listed whole(String regex, String sample) {
            return new Listed(regex, 0, Mode.WHOLE, sample);
        }

        static Listed search(String regex, String sample) {
            return new Listed(regex, 0, Mode.SEARCH, sample);
        }

        Listed with(int other) {
            return new Listed(regex, other, mode, sample);
        }

        @Override
        public String toString() {
            return mode + " " + regex;
        }
    }

    private static final String FRAMES = "[\\s│┃|]+";

    /** The expressions by class, each as often as the class uses it. */
    private static final Map<String, List<Listed>> LISTED = new TreeMap<>(Map.ofEntries(
            entry("agent.AgentId", List.of(Listed.whole("[a-z0-9][a-z0-9_-]{0,62}", "tu_ui-1"))),
            entry("attention.Dialog", List.of(Listed.search("[│┃|\\s]+", "│ a │ b"))),
            entry("attention.Watch", List.of(Listed.search("[\\p{Nd}\\p{P}\\p{S}\\p{Z}\\p{Cntrl}]+", "a 12:30 ✻ b"))),
            entry("cli.hub.Daemon", List.of(Listed.search("\0", "a\0b\0"))),
            entry("cli.agent.WaitCondition", List.of(Listed.whole("(\\d{1,6})(ms|s)", "500ms"))),
            entry("cli.attach.DetachSequence", List.of(Listed.search(",", "ctrl-p,ctrl-q"))),
            entry("cli.attach.KeyStroke", List.of(
                    Listed.whole("(\\d+)(?::\\d*)*(?:;(\\d*)(?::(\\d+))?)?(?:;[\\d:]*)?u", "112:80:112;5:1;97:98u"),
                    Listed.whole("27;(\\d+);(\\d+)~", "27;5;112~"), Listed.whole("<[\\d;]+[Mm]|[IO]", "<0;12;3M"),
                    Listed.whole("[\\d;]*:3[~A-Z]", "1;1:3A"))),
            entry("cli.attach.WindowSize", List.of(Listed.whole("(\\d{1,5}) (\\d{1,5})", "24 80"))),
            entry("cli.service.OwnExecutable", List.of(Listed.search(":", "/bin:/usr/bin"))),
            entry("cli.service.UnitFile", List.of(
                    Listed.search("(?m)^(RestartSteps|RestartMaxDelaySec)=.*\n",
                    "a=b\nRestartSteps=5\nRestartMaxDelaySec=60\n"))),
            entry("cli.service.UserManager", List.of(Listed.search("^systemd (\\d{1,6})", "systemd 252 (252.6)"))),
            entry("config.CommandWords", List.of(
                    Listed.search("\\s+|'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(['\"])", "a 'b c' \"d\" e'f'"))),
            entry("config.ConfigCheck", List.of(Listed.whole("[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}", "claude-agent:1"),
                    Listed.whole("(?!host$)[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}", "a-network"),
                    Listed.whole("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}", "agent-"),
                    Listed.whole("[\\x21-\\x7e]+", "a-token"))),
            entry("config.Loopback", List.of(Listed.whole("127(\\.\\d{1,3}){3}", "127.0.0.1"))),
            entry("config.Setting", List.of(Listed.search("\\*", "hub.agent.*.image"))),
            entry("docker.Containers", List.of(Listed.search("^/", "/agent-qa"))),
            entry("docker.EngineErrors", List.of(Listed.search("^(Status \\d{3}: )+", "Status 404: Status 404: no"))),
            entry("docker.EventReader", List.of(Listed.whole("-?\\d{1,9}", "-137"))),
            entry("docker.Labels", List.of(Listed.search("^/", "/agent-qa"))),
            entry("docker.Separation",
            List.of(Listed.whole("--?iptables=(false|0|f|F|FALSE|False)", "--iptables=false"),
                    Listed.search("\\.", "26.1.5"), Listed.whole("\\d{1,4}", "26"),
                    Listed.search("\0", "dockerd\0-H\0"))),
            entry("docker.Survey", List.of(Listed.whole("\\d{1,4}\\.\\d{1,4}", "1.41"), Listed.search("\\.", "1.41"))),
            entry("docker.http.Body", List.of(Listed.search(";", "1f;a=b"))),
            entry("docker.http.Response", List.of(Listed.search("\r\n", "HTTP/1.1 200 OK\r\na: b\r\n"),
                    Listed.search(" ", "HTTP/1.1 200 OK"), Listed.whole("\\d{3}", "200"))),
            entry("doctor.CredentialsCheck", List.of(Listed.search("\\s+", "claude  --resume"))),
            entry("emulator.OscDispatch",
            List.of(Listed.search(";", "4;1;?"), Listed.search(";", "10;?"), Listed.search(";", "0;x"),
                    Listed.whole("[0-9]{1,3}", "255"))),
            entry("emulator.Palette",
            List.of(Listed.search("/", "rgb:ff/ff/ff"), Listed.whole("[0-9A-Fa-f]{1,4}", "ffff"))),
            entry("emulator.Strings",
            List.of(Listed.search(";", "544e;636f"), Listed.whole("([0-9A-Fa-f]{2}){1,64}", "544e544e"))),
            entry("hub.UnknownAgent", List.of(Listed.search("\\p{Cntrl}", "a\033b"))),
            entry("inbox.TaskName", List.of(Listed.whole("[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.md", "a-b.c_d.md"),
            Listed.search("\\p{M}", "e\u0301"),
                    Listed.search("[^a-z0-9]+", "fix - it"), Listed.search("^-|-$", "-fix-"),
                    Listed.search("-$", "fix-"))),
            entry("notice.NoticeText",
            List.of(Listed.whole("(?![yYnN])[a-zA-Z]{3}[^\\p{Cntrl}\\p{Cf}]*", "Task notice: {task}"),
                    Listed.search("[^\\p{L}\\p{N}/._-]", "a b"), Listed.search("[^\\p{L}\\p{N}._-]", "a b"))),
            entry("home.ProjectLock", List.of(Listed.search("\\p{Cntrl}", "a\nb"))),
            entry("recording.RecordingFolder",
            List.of(Listed.whole("\\d{8}T\\d{6}\\.\\d{3}Z\\.cast", "20260101T120000.000Z.cast"))),
            entry("security.Session", List.of(Listed.whole("[0-9a-f]{64}", "0123456789abcdef".repeat(4)))),
            entry("security.SessionFile", List.of(Listed.search(" ", "a b c"))),
            entry("security.TokenFile",
            List.of(Listed.whole("[\\x21-\\x7e]{32,}", "0123456789abcdef0123456789abcdef"))),
            entry("terminal.Keyboard", List.of(Listed.search(FRAMES, "│ a │ b")))));

    /** The expressions of the page, which run in a similar engine, by their source text. */
    private static final Map<String, Listed> PAGE = Map.of(
            "^(\\d{1,4})x(\\d{1,4})$", Listed.search("^(\\d{1,4})x(\\d{1,4})$", "80x24"),
            "^https?:\\/\\/", Listed.search("^https?:\\/\\/", "https://a"),
            "^#", Listed.search("^#", "#agent"),
            "^[a-z0-9][a-z0-9_-]{0,62}$", Listed.search("^[a-z0-9][a-z0-9_-]{0,62}$", "tu_ui-1"),
            "^#code=([\\w.~-]+)$", Listed.search("^#code=([\\w.~-]+)$", "#code=a.b~c"),
            "^[\\x00-\\x7f]*$", Listed.search("^[\\x00-\\x7f]*$", "abc"));

    private static final Set<String> STRING_METHODS =
            Set.of("matches", "replaceAll", "replaceFirst", "split", "splitWithDelimiters");
    private static final int SHORT = 256;
    private static final int LONG = 4 * SHORT;

    static Stream<Listed> listed() {
        return Stream.concat(LISTED.values().stream().flatMap(List::stream), PAGE.values().stream()).distinct();
    }

    @ParameterizedTest
    @MethodSource("listed")
    void everyExpressionTakesLinearTime(Listed listed) {
        assertThat(steps(listed, listed.sample())).as("steps on the sample").isPositive();
        assertThat(costly(listed)).as("texts that take more than linear time").isEmpty();
    }

    @Test
    void expressionsWithSuperlinearTimeAreDetected() {
        assertThat(costly(Listed.search("^ {0,3}#{1,6}[ \\t]+(.*?)[ \\t]*#*[ \\t]*$", "# a").with(Pattern.MULTILINE)))
                .isNotEmpty();
        assertThat(costly(Listed.search("\\s+$", "a "))).isNotEmpty();
        assertThat(costly(Listed.whole("(a+)+b", "aab"))).isNotEmpty();
        assertThat(costly(Listed.whole(".*[\\[(]y(es)?/no?(/\\[?[^])]*\\]?)?[])]\\s*[:?>]?", "[y/n/[q]]")))
                .isNotEmpty();
        assertThat(costly(Listed.whole(".*\\b(password|pin)\\b[^:]*:", "password a:"))).isNotEmpty();
    }

    @Test
    void everyExpressionInMainCodeIsListed() throws IOException {
        var found = new TreeMap<String, Integer>();
        for (var type : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.agenthub")) {
            var uses = uses(type);
            if (uses > 0) {
                found.merge(outermost(type), uses, Integer::sum);
            }
        }
        assertThat(found).as("number of expressions by class").isEqualTo(LISTED.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, of -> of.getValue().size(), Integer::sum, TreeMap::new)));
        for (var one : LISTED.entrySet()) {
            var constants = Files.readString(Path.of("target/classes/dev/agenthub/" + one.getKey().replace('.', '/')
                    + ".class"),
                    StandardCharsets.ISO_8859_1);
            assertThat(one.getValue()).as(one.getKey())
                    .allSatisfy(listed -> assertThat(constants).contains(constant(listed.regex())));
        }
    }

    /** Counts calls that compile an expression. Only LinearPattern may use RE2. */
    private static int uses(JavaClass type) {
        return (int) Stream.concat(type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf()
                .stream())
                .filter(RegexCostTest::compiles).count();
    }

    private static boolean compiles(JavaCodeUnitAccess<?> call) {
        var name = call.getTarget().getName();
        return switch (call.getTargetOwner().getName()) {
            case "java.lang.String" -> STRING_METHODS.contains(name);
            case "java.util.regex.Pattern" -> name.equals("compile") || name.equals("matches");
            case "java.util.Scanner" -> true;
            case "com.google.re2j.Pattern" -> !outermost(call.getOriginOwner()).equals("expect.LinearPattern");
            default -> false;
        };
    }

    private static String outermost(JavaClass type) {
        var name = type.getName().substring("dev.agenthub.".length());
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    /** The constant as stored in a class file, in modified UTF-8: NUL takes two bytes. */
    private static String constant(String regex) {
        return new String(regex.replace("\0", "\u0000").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                .replace("\0", "\u00c0\u0080");
    }

    @Test
    void everyExpressionOfThePageIsListed() throws IOException {
        var bracketed = "\\[(?:[^\\]\\\\\\n]|\\\\.)*\\]";
        var literal = Pattern.compile("(?:[=>(,:!&|?\\[;]|return|&&)\\s*/((?:[^/\\n\\\\\\[*]|\\\\.|" + bracketed
                + ")(?:[^/\\n\\\\\\[]|\\\\.|" + bracketed + ")*)/[gimsuy]*(?=[.,;) ])");
        var found = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/web/src"))) {
            for (var file : files.filter(file -> file.toString().endsWith(".ts")).toList()) {
                var source = Files.readString(file);
                assertThat(source).as(file.toString()).doesNotContain("RegExp(");
                literal.matcher(source).results().map(match -> match.group(1)).forEach(found::add);
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(PAGE.keySet()));
    }

    /** The texts whose steps grow more than about fourfold when they are four times as long. */
    private static List<String> costly(Listed listed) {
        var costly = new ArrayList<String>();
        var pumps = pumps(listed);
        for (var cut = 0; cut <= listed.sample().length(); cut++) {
            var begin = listed.sample().substring(0, cut);
            for (var end : new LinkedHashSet<>(List.of("", "\u0001", listed.sample().substring(cut), "\u0001"
                    + listed.sample().substring(cut)))) {
                for (var pump : pumps) {
                    var few = steps(listed, begin + pump.repeat(SHORT / pump.length()) + end);
                    var more = steps(listed, begin + pump.repeat(LONG / pump.length()) + end);
                    if (more > 5 * few + 20 * SHORT) {
                        costly.add("'%s' + many '%s' + '%s': %d steps, then %d".formatted(begin, pump, end, few, more));
                    }
                }
            }
        }
        return costly;
    }

    /** The repeated parts: some characters, and each substring of the sample. */
    private static Set<String> pumps(Listed listed) {
        var pumps = new LinkedHashSet<>(List.of(" ", "\t", "a", "1", "#", "-", "\n", "\0", "a ", " #", "1;", ":1", "(",
                "|"));
        for (var from = 0; from < listed.sample().length(); from++) {
            for (var to = from + 1; to <= Math.min(listed.sample().length(), from + 12); to++) {
                pumps.add(listed.sample().substring(from, to));
            }
        }
        return pumps;
    }

    private static final long MAX_STEPS = 2_000_000;

    private static final class TooManySteps extends RuntimeException {
    }

    private static long steps(Listed listed, String text) {
        var input = new CountingText(text);
        var matcher = Pattern.compile(listed.regex(), listed.flags()).matcher(input);
        try {
            switch (listed.mode()) {
                case WHOLE -> matcher.matches();
                case SEARCH -> {
                    while (matcher.find()) {
                        input.steps++;
                    }
                }
            }
        } catch (TooManySteps | StackOverflowError e) {
            return MAX_STEPS;
        }
        return input.steps + 1;
    }

    /** Counts the characters that the matcher reads. */
    private static final class CountingText implements CharSequence {

        private final String text;
        private long steps;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            steps++;
            if (steps > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
