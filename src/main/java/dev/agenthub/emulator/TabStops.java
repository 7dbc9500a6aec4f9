package dev.agenthub.emulator;

import java.util.BitSet;

/** The tab stops; by default every eighth column. */
final class TabStops {
    private static final int INTERVAL = 8;

    private final BitSet stops = new BitSet();
    private int cols;

    TabStops(int cols) {
        this.cols = cols;
        reset();
    }

    void reset() {
        stops.clear();
        addDefaults(0);
    }

    void resize(int newCols) {
        int old = cols;
        cols = newCols;
        if (newCols > old) {
            addDefaults(old);
        } else {
            stops.clear(newCols, old);
        }
    }

    void set(int col) {
        stops.set(col);
    }

    void clear(int col) {
        stops.clear(col);
    }

    void clearAll() {
        stops.clear();
    }

    boolean at(int col) {
        return stops.get(col);
    }

    /** The next stop after the column, or the last column. */
    int next(int col) {
        int stop = stops.nextSetBit(col + 1);
        return stop < 0 || stop >= cols ? cols - 1 : stop;
    }

    /** The stop before the column, or the first column. */
    int previous(int col) {
        return col == 0 ? 0 : Math.max(0, stops.previousSetBit(col - 1));
    }

    private void addDefaults(int from) {
        for (int col = (from + INTERVAL - 1) / INTERVAL * INTERVAL; col < cols; col += INTERVAL) {
            if (col > 0) {
                stops.set(col);
            }
        }
    }
}
