package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns for people. Cells are stripped of escapes, the columns are as wide as their widest cell, and the last one is
 * as long as it likes.
 */
record Table(List<String> head, List<List<String>> rows) {

    private static final String GAP = "  ";

    Table {
        head = plain(head);
        rows = rows.stream().map(Table::plain).toList();
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException("A row must have a cell for each column.");
            }
        }
    }

    /** The head and the rows, without blanks at their ends. */
    List<String> lines() {
        List<List<String>> all = new ArrayList<>(rows);
        all.addFirst(head);
        int[] widths = IntStream.range(0, head.size())
                .map(column -> all.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
                .toArray();
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
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
