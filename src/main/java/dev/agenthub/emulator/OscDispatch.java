package dev.agenthub.emulator;

/**
 * Operating system commands (xterm ctlseqs). Viewers get those on the list below and no others; above all not OSC 52, by
 * which a program could write or read the clipboard of whoever watches it.
 */
final class OscDispatch {
    private static final int MAX_TITLE = 1024;
    private static final int MAX_LINK = 4096;

    private final Model m;
    private final Replies replies;
    private final Output out;

    OscDispatch(Model model, Replies replies, Output out) {
        m = model;
        this.replies = replies;
        this.out = out;
    }

    /** @param bell whether BEL ended the string, instead of ST */
    void dispatch(Bytes content, boolean bell) {
        int end = 0;
        int number = 0;
        while (end < content.length() && end < 5 && content.at(end) >= '0' && content.at(end) <= '9') {
            number = number * 10 + content.at(end++) - '0';
        }
        if (end == 0 || end < content.length() && content.at(end) != ';') {
            return;
        }
        String rest = end < content.length() ? content.toString().substring(end + 1) : "";
        boolean shown = switch (number) {
            case 0, 2 -> title(rest);
            case 4 -> {
                indexedColours(rest, bell);
                yield false;
            }
            case 9, 777 -> notification(number, rest);
            // The working folder, marks of prompts: nothing that the screen depends on.
            case 7, 133 -> true;
            case 8 -> link(rest);
            case 10, 11, 12 -> {
                textColours(number, rest, bell);
                yield false;
            }
            case 104 -> resetIndexed(rest);
            case 110, 111, 112 -> {
                m.palette.reset(Palette.FOREGROUND + number - 110);
                yield true;
            }
            default -> false;
        };
        if (shown) {
            out.emit(new Bytes(content.length() + 4).ascii("\033]").add(content.array(), 0, content.length())
                    .ascii(bell ? "\007" : "\033\\"));
        }
    }

    /** {@code 9;text} and {@code 777;notify;title;text}; {@code 9;4;…} is a progress bar (ConEmu), not a call. */
    private boolean notification(int number, String rest) {
        if (number == 9 ? !rest.startsWith("4;") : rest.startsWith("notify;")) {
            m.calls++;
        }
        return true;
    }

    private boolean title(String text) {
        m.title = text.substring(0, text.offsetByCodePoints(0, Math.min(MAX_TITLE, text.codePointCount(0, text.length()))));
        return true;
    }

    /** {@code parameters;URI}; without a URI the link ends. */
    private boolean link(String text) {
        int separator = text.indexOf(';');
        if (separator < 0) {
            return false;
        }
        boolean none = separator == text.length() - 1 || text.length() > MAX_LINK;
        m.pen.link(none ? null : text);
        if (text.length() > MAX_LINK) {
            out.emit(new Bytes(8).ascii("\033]8;;\033\\"));
            return false;
        }
        return true;
    }

    /** Pairs of index and colour, or {@code ?} for a question. */
    private void indexedColours(String text, boolean bell) {
        String[] parts = text.split(";", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            int index = index(parts[i]);
            if (index >= 0) {
                colour(index, parts[i + 1], bell);
            }
        }
    }

    /** Each further colour belongs to the next number. */
    private void textColours(int number, String text, boolean bell) {
        int key = Palette.FOREGROUND + number - 10;
        for (String part : text.split(";", -1)) {
            if (key <= Palette.CURSOR) {
                colour(key++, part, bell);
            }
        }
    }

    private void colour(int key, String text, boolean bell) {
        if (text.equals("?")) {
            replies.colour(key, bell);
            return;
        }
        int rgb = Palette.parse(text);
        if (rgb >= 0) {
            m.palette.set(key, rgb);
            Bytes set = new Bytes(32);
            Palette.writeSet(set, key, rgb);
            out.emit(set);
        }
    }

    private boolean resetIndexed(String text) {
        if (text.isEmpty()) {
            m.palette.resetIndexed();
            return true;
        }
        for (String part : text.split(";")) {
            int index = index(part);
            if (index >= 0) {
                m.palette.reset(index);
            }
        }
        return true;
    }

    private static int index(String text) {
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) < 256 ? Integer.parseInt(text) : -1;
    }
}
