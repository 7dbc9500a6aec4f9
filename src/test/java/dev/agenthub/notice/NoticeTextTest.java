package dev.agenthub.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.config.HubConfig;
import io.smallrye.config.WithDefault;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The typed line, for any names of tasks. */
class NoticeTextTest {

    private static final NoticeText DEFAULT = new NoticeText(defaultText());

    private static String defaultText() {
        try {
            return HubConfig.class.getMethod("noticeText").getAnnotation(WithDefault.class).value();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tasksAreListedInOneLine() {
        assertThat(DEFAULT.line(List.of("a.md", "b.md"), ".claude/users/qa/inbox"))
                .isEqualTo("Task notice from Agent Hub, 2 new in .claude/users/qa/inbox: a.md, b.md");
    }

    @Test
    void onlyTheFirstOfManyTasksAreNamed() {
        assertThat(DEFAULT.line(Collections.nCopies(60, "a.md"), "in")).endsWith("a.md and 50 more").contains("60 new");
    }

    @Test
    void aNameCannotBeAShellCommand() {
        var named = DEFAULT.line(List.of("$(touch x); `y` | z > 'q' \\.md"), "in").split(": ", 2)[1];
        assertThat(named).matches("[\\w.-]+").contains("touch_x").endsWith(".md");
    }

    @Property
    void theLineStartsWithFixedWordsAndIsBounded(@ForAll @Size(min = 1, max = 30) List<String> names,
            @ForAll String inbox) {
        var line = DEFAULT.line(names, inbox.substring(0, Math.min(100, inbox.length())));
        assertThat(line).startsWith("Task notice from Agent Hub")
                .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]")
                .hasSizeLessThan(2500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 task", "y there is one", "No: {task}", "/task {task}", "!ls", "#x", "@file",
            " space", "Yes {task}",
        "\033[31mred", "Task\r{task}", "a", "Task \u202e{task}"})
    void aTemplateThatCouldAnswerADialogIsRefused(String template) {
        assertThat(NoticeText.allowed(template)).isFalse();
    }

    @Test
    void aLogIsEmptyForAnotherRun() {
        var run = Instant.parse("2026-01-01T12:00:00Z");
        var log = new NoticeLog(run, Set.of("a.md", "b.md"));
        assertThat(log.forRun(run)).isEqualTo(log);
        assertThat(log.forRun(run.plusSeconds(1)).tasks()).isEmpty();
        assertThat(log.retain(Set.of("b.md", "c.md")).tasks()).containsExactly("b.md");
    }
}
