package dev.agenthub.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agenthub.cli.command.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitFileTest {

    private static final OptionalInt NEW = OptionalInt.of(254);

    @TempDir
    private Path folder;

    @Test
    void theUnitHasTheCommandTheProjectAndTheEnvironment() {
        var text = new UnitFile(List.of("/opt/agent-hub"), Path.of("/home/a/p"),
                Map.of("HUB_ON_EXIT", "leave", "A", "b"), NEW).text();
        assertThat(text).contains("\nExecStart=:\"/opt/agent-hub\" start\n", "\nWorkingDirectory=/home/a/p\n",
                "\nEnvironment=\"A=b\"\nEnvironment=\"HUB_ON_EXIT=leave\"\n").doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    void charactersThatAreSpecialToSystemdAreEscaped() {
        var text = new UnitFile(List.of("/a b/100% \"x\\y\" $HOME"), Path.of("/my team/100% $HOME"),
                Map.of("A", "%h \"\\"), NEW).text();
        assertThat(text).contains("ExecStart=:\"/a b/100%% \\\"x\\\\y\\\" $HOME\" start\n",
                "WorkingDirectory=/my team/100%% $HOME\n",
                "Environment=\"A=%%h \\\"\\\\\"\n");
    }

    @Property
    void valuesSurviveTheParsingOfSystemd(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 40) String program,
            @ForAll @CharRange(from = ' ', to = '\uffff') @StringLength(max = 40) String value) {
        var clean = value.chars().filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        var unit = new UnitFile(List.of("/" + program, "-jar", clean), Path.of("/p"), Map.of("A", clean), NEW);
        assertThat(words(line(unit, "ExecStart=:"))).containsExactly("/" + program, "-jar", clean, "start");
        assertThat(unit.text().lines().filter(line -> line.startsWith("Environment=\"A="))
                .map(line -> words(line.substring(12))))
                .containsExactly(List.of("A=" + clean));
    }

    @Test
    void settingsThatAnOlderSystemdDoesNotKnowAreOmitted() {
        var old = new UnitFile(List.of("/x"), Path.of("/p"), Map.of(), OptionalInt.of(252));
        assertThat(old.text()).contains("RestartSec=2\n").doesNotContain("RestartSteps=", "RestartMaxDelaySec=");
        assertThat(new UnitFile(List.of("/x"), Path.of("/p"), Map.of(), OptionalInt.empty()).text())
                .contains("RestartSteps=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p/a\nb", "/p/ends in a space ", "/p/ends in a backslash\\"})
    void aProjectThatSystemdDoesNotSupportIsRefused(String project) {
        assertThatThrownBy(() -> new UnitFile(List.of("/x"), Path.of(project), Map.of(), NEW))
                .isInstanceOf(LocalFailure.class);
    }

    @Test
    void writingTheSameUnitChangesNothing() throws IOException {
        var unit = new UnitFile(List.of("/x"), Path.of("/p"), Map.of(), NEW);
        var file = folder.resolve("systemd/user/agent-hub.service");
        assertThat(unit.write(file)).isTrue();
        assertThat(unit.write(file)).isFalse();
        assertThat(Files.readString(file)).isEqualTo(unit.text());
        assertThat(new UnitFile(List.of("/y"), Path.of("/p"), Map.of(), NEW).write(file)).isTrue();
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    private static String line(UnitFile unit, String key) {
        return unit.text().lines().filter(line -> line.startsWith(key)).findFirst().orElseThrow()
                .substring(key.length());
    }

    /** Parses as in systemd.syntax(7) and systemd.unit(5): quotes, backslash escapes, {@code %%} for {@code %}. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean inQuotes = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\') {
                word.append(line.charAt(++at));
            } else if (c == '%') {
                assertThat(line.charAt(++at)).isEqualTo('%');
                word.append('%');
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == ' ' && !inQuotes) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }
}
