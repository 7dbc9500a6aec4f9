package dev.agenthub.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.notice.NoticeFixture.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When and how often an agent is notified, and what happens if that fails. */
class TaskNotifierTest {

    @TempDir
    Path folder;

    private NoticeFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new NoticeFixture(folder);
    }

    @Test
    void tasksThatArriveTogetherShareOneNoticeOldestFirst() throws IOException {
        fixture.run(new Program()).pass(5).drop("b.md", "a.md").drop("c.md").pass(60);
        assertThat(fixture.taken()).containsExactly("Task notice: b.md, a.md, c.md");
        assertThat(fixture.events).containsExactly("notified [b.md, a.md, c.md]");
    }

    @Test
    void aProgramIsNotifiedOnceEvenAfterAHubRestartAndTheNextProgramAgain() throws IOException {
        fixture.run(new Program()).pass(5).drop("a.md").pass(10).restartHub().drop().pass(60);
        assertThat(fixture.taken()).containsExactly("Task notice: a.md");

        fixture.run(new Program()).pass(10);
        assertThat(fixture.taken()).containsExactly("Task notice: a.md");
        assertThat(fixture.events).hasSize(2);
    }

    @Test
    void aRemovedTaskIsDroppedAndANewOneOfTheSameNameIsNot() throws IOException {
        fixture.run(new Program()).pass(5).drop("a.md").remove("a.md").pass(60);
        assertThat(fixture.taken()).isEmpty();
        fixture.drop("a.md").pass(10).remove("a.md").drop("a.md").pass(10);
        assertThat(fixture.taken()).hasSize(2);
    }

    @Test
    void aPersonsUnfinishedLineIsLeftAlone() throws IOException {
        fixture.run(new Program()).pass(5).personTypes("git comm").drop("a.md").pass(3600);
        assertThat(fixture.taken()).isEmpty();
        fixture.personTypes("\025").pass(10);
        assertThat(fixture.taken()).containsExactly("Task notice: a.md");
    }

    @Test
    void nothingIsTypedIntoADialog() throws IOException {
        var program = new Program();
        fixture.run(program).pass(5);
        program.prints("\r\nOverwrite it? (y/n) ");
        fixture.drop("a.md").pass(3600);
        assertThat(program.taken).isEmpty();
        fixture.personTypes("y").personTypes("\r").pass(10);
        assertThat(program.taken).containsExactly("y", "Task notice: a.md");
    }

    /** Enter would answer the dialog. The typed line is completed later, not typed again. */
    @Test
    void enterIsNotPressedIfADialogOpensAfterTheLineWasTyped() throws IOException {
        var program = new Program() {
            @Override
            void reads(String keys) {
                super.reads(keys);
                if (keys.startsWith("Task notice")) {
                    prints("\033[s\r\nOverwrite it? (y/n) ");
                }
            }
        };
        fixture.run(program).pass(5).drop("a.md").pass(600);
        assertThat(program.taken).isEmpty();
        assertThat(fixture.events).isEmpty();

        program.prints("\r\033[K\033[u");
        fixture.drop("b.md").pass(60);
        assertThat(program.taken).first().isEqualTo("Task notice: a.md");
        assertThat(fixture.events).first().isEqualTo("notified [a.md]");
    }

    @Test
    void aTaskRemovedWhileItsLineWaitsCanComeAgain() throws IOException {
        var program = new Program() {
            private boolean asked;

            @Override
            void reads(String keys) {
                super.reads(keys);
                if (keys.startsWith("Task notice") && !asked) {
                    asked = true;
                    prints("\033[s\r\nOverwrite it? (y/n) ");
                }
            }
        };
        fixture.run(program).pass(5).drop("a.md").pass(10).remove("a.md").drop("b.md");
        program.prints("\r\033[K\033[u");
        fixture.pass(60);
        assertThat(fixture.events).containsExactly("notified [a.md]", "notified [b.md]");
        assertThat(fixture.remembered()).containsExactly("b.md");
        fixture.drop("a.md").pass(10);
        assertThat(fixture.events).last().isEqualTo("notified [a.md]");
    }

    @Test
    void aLineThatDoesNotAppearIsRetriedWithGrowingPausesAndGivenUp() throws IOException {
        var blind = new Program() {
            private int pastes;

            @Override
            void reads(String keys) {
                pastes++;
            }
        };
        fixture.run(blind).pass(5).drop("a.md").pass(100);
        assertThat(blind.pastes).isEqualTo(5);
        assertThat(fixture.events).isEmpty();
        fixture.pass(3600);
        assertThat(blind.pastes).isEqualTo(6);
        assertThat(fixture.events).containsExactly("failed [a.md]: the line did not appear on the screen");

        fixture.drop("b.md").pass(5);
        assertThat(blind.pastes).as("a new task starts new attempts").isEqualTo(7);
    }

    @Test
    void aNewProgramIsNotifiedImmediatelyAfterFailuresOfTheLast() throws IOException {
        fixture.run(new Program() {
            @Override
            void reads(String keys) {
                assertThat(keys).startsWith("Task notice");
            }
        }).pass(5).drop("a.md").pass(100);
        fixture.run(new Program()).pass(5);
        assertThat(fixture.events).containsExactly("notified [a.md]");
    }

    @Test
    void aClockSetBackDoesNotDelayNotices() throws IOException {
        fixture.run(new Program()).pass(5).personTypes("ls").personTypes("\r").drop("a.md")
                .clockJumps(Duration.ofHours(-5)).pass(10);
        assertThat(fixture.taken()).containsExactly("ls", "Task notice: a.md");
    }
}
