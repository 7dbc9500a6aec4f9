package dev.agenthub.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(new Table(List.of("AGENT", "N", "REASON"),
                List.of(List.of("tu_sketch", "1", "asked to"), List.of("qa", "12", "-"))).lines())
                .containsExactly("AGENT      N   REASON", "tu_sketch  1   asked to", "qa         12  -");
    }

    @Test
    void aCellCannotMoveTheCursor() {
        assertThat(new Table(List.of("A", "B"), List.of(List.of("x\033[2J", "two\nlines"))).lines())
                .containsExactly("A  B", "x  two lines");
    }

    @Test
    void aRowMustHaveACellForEachColumn() {
        assertThatThrownBy(() -> new Table(List.of("A"), List.of(List.of("1", "2"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
