package dev.agenthub.emulator;

/** The character sets G0 to G3 (ISO 2022) and which of them the next character comes from. */
final class Charsets {
    /** What DEC Special Graphics shows for 0x5F to 0x7E. */
    private static final String LINE_DRAWING = "\u00A0\u25C6\u2592\u2409\u240C\u240D\u240A\u00B0\u00B1\u2424\u240B"
            + "\u2518\u2510\u250C\u2514\u253C\u23BA\u23BB\u2500\u23BC\u23BD\u251C\u2524\u2534\u252C\u2502"
            + "\u2264\u2265\u03C0\u2260\u00A3\u00B7";

    /** The final byte of the designation: 'B' ASCII, '0' line drawing, 'A' United Kingdom. */
    private final char[] sets = {'B', 'B', 'B', 'B'};
    private int active;
    private int singleShift;

    static boolean isKnown(int set) {
        return set == 'B' || set == '0' || set == 'A';
    }

    void designate(int g, int set) {
        sets[g] = (char) set;
    }

    void lock(int g) {
        active = g;
    }

    /** SS2 or SS3: for the next character only. */
    void shiftOnce(int g) {
        singleShift = g;
    }

    int singleShift() {
        return singleShift;
    }

    /** Whether no translation is needed. */
    boolean isPlain() {
        return singleShift == 0 && sets[active] == 'B';
    }

    int translate(int cp) {
        char set = sets[singleShift == 0 ? active : singleShift];
        singleShift = 0;
        if (set == '0' && cp >= 0x5F && cp <= 0x7E) {
            return LINE_DRAWING.charAt(cp - 0x5F);
        }
        return set == 'A' && cp == '#' ? '\u00A3' : cp;
    }

    Selection save() {
        return new Selection(new String(sets), active);
    }

    void restore(Selection state) {
        state.sets().getChars(0, sets.length, sets, 0);
        active = state.active();
        singleShift = 0;
    }

    /** The state saved by DECSC. */
    record Selection(String sets, int active) {
        static final Selection INITIAL = new Selection("BBBB", 0);

        /** Appends the sequences that restore this state. */
        void write(Bytes out) {
            for (int g = 0; g < 4; g++) {
                out.add(0x1B).add("()*+".charAt(g)).add(sets.charAt(g));
            }
            switch (active) {
                case 1 -> out.add(0x0E);
                case 2 -> out.ascii("\033n");
                case 3 -> out.ascii("\033o");
                default -> out.add(0x0F);
            }
        }
    }
}
