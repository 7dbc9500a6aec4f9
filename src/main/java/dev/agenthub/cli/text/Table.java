package dev.agenthub.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A text table. Strips escape sequences from cells, and makes each column as wide as its widest cell. */
public record Table(List<String> header, List<List<String>> rows) {

    private static final String GAP = "  ";

    public Table {
        header = plain(header);
        rows = rows.stream().map(Table::plain).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("A row must have a cell for each column.");
            }
        }
    }

    /** The header and the rows, without trailing spaces. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>(rows);
        all.addFirst(header);
        var widths = IntStream.range(0, header.size())
                .map(column -> all.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
                .toArray();
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            line.append(column == 0 ? "" : GAP).append(cell).repeat(' ', widths[column] - width(cell));
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static List<String> plain(List<String> cells) {
        return cells.stream().map(PlainText::line).toList();
    }
}
