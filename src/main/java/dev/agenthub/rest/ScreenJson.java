package dev.agenthub.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agenthub.emulator.Screen;
import dev.agenthub.emulator.TextStyle;
import java.util.List;

/** A screen for programs: each line in pieces of one style, with the column at which each begins. */
@JsonNaming(SnakeCaseStrategy.class)
public record ScreenJson(int cols, int rows, CursorJson cursor, String title, boolean alternate, List<LineJson> lines) {

    /** Where the cursor is, from 0 at the top left. */
    public record CursorJson(int row, int col, boolean visible) {
    }

    /**
     * One line.
     *
     * @param wrapped whether its text goes on in the next line
     */
    public record LineJson(String text, boolean wrapped, List<SpanJson> spans) {
    }

    /**
     * A piece of a line.
     *
     * @param width how many cells it takes
     */
    public record SpanJson(int col, int width, String text, StyleJson style) {
    }

    /** How a piece looks: colours are {@code default}, a palette index or {@code #rrggbb}; what is false is left out. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record StyleJson(String foreground, String background, boolean bold, boolean italic, boolean inverse,
            boolean underlined) {
    }

    static ScreenJson of(Screen screen) {
        var cursor = screen.cursor();
        return new ScreenJson(screen.cols(), screen.rows(), new CursorJson(cursor.row(), cursor.col(), cursor.visible()),
                screen.title(), screen.alternate(), screen.lines().stream().map(ScreenJson::line).toList());
    }

    private static LineJson line(Screen.TextLine line) {
        return new LineJson(line.text(), line.wrapped(), line.spans().stream()
                .map(span -> new SpanJson(span.col(), span.width(), span.text(), style(span.style()))).toList());
    }

    private static StyleJson style(TextStyle style) {
        return new StyleJson(style.foreground(), style.background(), style.bold(), style.italic(), style.inverse(),
                style.underline() != 0);
    }
}
