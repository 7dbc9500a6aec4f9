package dev.agenthub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.agenthub.emulator.Screen;
import dev.agenthub.emulator.TextStyle;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A terminal's screen.
 *
 * @param lines each row's text without trailing blanks
 * @param cells each row as runs of one style, without trailing blanks of the default style
 * @param wrapped the rows, from 0, whose text continues in the next row
 */
@RegisterForReflection
public record ScreenJson(int cols, int rows, CursorJson cursor, String title, boolean alternate, List<String> lines,
        List<List<RunJson>> cells, List<Integer> wrapped) {

    /** The cursor's position, from 0 at the top left. */
    public record CursorJson(int row, int col, boolean visible) {
    }

    /**
     * A run of cells of one style.
     *
     * @param col its first column, from 0
     * @param width its number of cells
     */
    public record RunJson(int col, int width, String text, StyleJson style) {
    }

    /**
     * The style of a run. Colours are {@code default}, a palette index or {@code #rrggbb}; false values are omitted.
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record StyleJson(String foreground, String background, boolean bold, boolean dim, boolean italic,
            boolean inverse, boolean underlined, boolean strike, boolean hidden, String link) {
    }

    public static ScreenJson of(Screen screen) {
        var cursor = screen.cursor();
        var lines = screen.lines();
        return new ScreenJson(screen.cols(), screen.rows(),
                new CursorJson(cursor.row(), cursor.col(), cursor.visible()), screen.title(), screen.alternate(),
                lines.stream().map(Screen.TextLine::text).toList(),
                lines.stream().map(ScreenJson::runs).toList(),
                IntStream.range(0, lines.size()).filter(row -> lines.get(row).wrapped()).boxed().toList());
    }

    private static List<RunJson> runs(Screen.TextLine line) {
        return line.spans().stream()
                .map(span -> new RunJson(span.col(), span.width(), span.text(), style(span.style()))).toList();
    }

    private static StyleJson style(TextStyle style) {
        return new StyleJson(style.foreground(), style.background(), style.bold(), style.dim(), style.italic(),
                style.inverse(), style.underline() != 0, style.strike(), style.hidden(), style.link());
    }
}
