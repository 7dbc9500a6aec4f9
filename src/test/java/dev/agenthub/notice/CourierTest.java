package dev.agenthub.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.notice.Desk.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an agent is told of its tasks, how often, and what becomes of it where that does not go well. */
class CourierTest {

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder);
    }

    @Test
    void tasksThatComeTogetherAreToldInOneLineTheOldestFirst() throws IOException {
        desk.runs(new Program()).pass(5).drop("b.md", "a.md").drop("c.md").pass(60);
        assertThat(desk.taken()).containsExactly("Task notice: b.md, a.md, c.md");
        assertThat(desk.events).containsExactly("told [b.md, a.md, c.md]");
    }

    @Test
    void aTaskIsToldOnceToAProgramAlsoWhenTheHubRestartsAndAgainToTheNextProgram() throws IOException {
        desk.runs(new Program()).pass(5).drop("a.md").pass(10).hubStarts().drop().pass(60);
        assertThat(desk.taken()).containsExactly("Task notice: a.md");

        desk.runs(new Program()).pass(10);
        assertThat(desk.taken()).containsExactly("Task notice: a.md");
        assertThat(desk.events).hasSize(2);
    }

    @Test
    void aTaskThatHasGoneIsNotToldAndAnotherOfItsNameIs() throws IOException {
        desk.runs(new Program()).pass(5).drop("a.md").remove("a.md").pass(60);
        assertThat(desk.taken()).isEmpty();
        desk.drop("a.md").pass(10).remove("a.md").drop("a.md").pass(10);
        assertThat(desk.taken()).hasSize(2);
    }

    @Test
    void theLineThatAPersonHasNotFinishedIsLeftAlone() throws IOException {
        desk.runs(new Program()).pass(5).personTypes("git comm").drop("a.md").pass(3600);
        assertThat(desk.taken()).isEmpty();
        desk.personTypes("\025").pass(10);
        assertThat(desk.taken()).containsExactly("Task notice: a.md");
    }

    @Test
    void nothingIsTypedIntoADialog() throws IOException {
        var program = new Program();
        desk.runs(program).pass(5);
        program.says("\r\nOverwrite it? (y/n) ");
        desk.drop("a.md").pass(3600);
        assertThat(program.taken).isEmpty();
        desk.personTypes("y").personTypes("\r").pass(10);
        assertThat(program.taken).containsExactly("y", "Task notice: a.md");
    }

    /** Enter would answer it. The line that stands there is finished later, not typed again. */
    @Test
    void enterIsNotPressedWhenADialogOpensAfterTheLineWasTyped() throws IOException {
        var program = new Program() {
            @Override
            void typed(String keys) {
                super.typed(keys);
                if (keys.startsWith("Task notice")) {
                    says("\033[s\r\nOverwrite it? (y/n) ");
                }
            }
        };
        desk.runs(program).pass(5).drop("a.md").pass(600);
        assertThat(program.taken).isEmpty();
        assertThat(desk.events).isEmpty();

        program.says("\r\033[K\033[u");
        desk.drop("b.md").pass(60);
        assertThat(program.taken).first().isEqualTo("Task notice: a.md");
        assertThat(desk.events).first().isEqualTo("told [a.md]");
    }

    @Test
    void aTaskThatWentWhileItsLineWaitedMayComeAgain() throws IOException {
        var program = new Program() {
            private boolean asked;

            @Override
            void typed(String keys) {
                super.typed(keys);
                if (keys.startsWith("Task notice") && !asked) {
                    asked = true;
                    says("\033[s\r\nOverwrite it? (y/n) ");
                }
            }
        };
        desk.runs(program).pass(5).drop("a.md").pass(10).remove("a.md").drop("b.md");
        program.says("\r\033[K\033[u");
        desk.pass(60);
        assertThat(desk.events).containsExactly("told [a.md]", "told [b.md]");
        assertThat(desk.remembered()).containsExactly("b.md");
        desk.drop("a.md").pass(10);
        assertThat(desk.events).last().isEqualTo("told [a.md]");
    }

    @Test
    void whatIsNotSeenOnTheScreenIsTriedAgainWithGrowingPausesAndGivenUpInTheEnd() throws IOException {
        var blind = new Program() {
            private int pastes;

            @Override
            void typed(String keys) {
                pastes++;
            }
        };
        desk.runs(blind).pass(5).drop("a.md").pass(100);
        assertThat(blind.pastes).isEqualTo(5);
        assertThat(desk.events).isEmpty();
        desk.pass(3600);
        assertThat(blind.pastes).isEqualTo(6);
        assertThat(desk.events).containsExactly("failed [a.md]: the line did not appear on the screen");

        desk.drop("b.md").pass(5);
        assertThat(blind.pastes).as("another task is another reason to try").isEqualTo(7);
    }

    @Test
    void anotherProgramIsToldAtOnceHoweverOftenTheLastOneCouldNotBe() throws IOException {
        desk.runs(new Program() {
            @Override
            void typed(String keys) {
                assertThat(keys).startsWith("Task notice");
            }
        }).pass(5).drop("a.md").pass(100);
        desk.runs(new Program()).pass(5);
        assertThat(desk.events).containsExactly("told [a.md]");
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() throws IOException {
        desk.runs(new Program()).pass(5).personTypes("ls").personTypes("\r").drop("a.md").clockJumps(Duration.ofHours(-5)).pass(10);
        assertThat(desk.taken()).containsExactly("ls", "Task notice: a.md");
    }
}
