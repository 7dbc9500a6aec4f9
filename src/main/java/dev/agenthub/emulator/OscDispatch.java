package dev.agenthub.emulator;

import java.util.List;

/**
 * Executes operating system commands (xterm ctlseqs). Viewers get only title, colours, notifications, prompt marks, and
 * links to the web. They must not get commands that act on their machine: OSC 52 (clipboard), OSC 7 (folder of a new
 * tab), OSC 50 (fonts), OSC 1337 (files and commands of iTerm2).
 */
final class OscDispatch {
    private static final int MAX_TITLE = 1024;
    private static final int MAX_LINK = 4096;
    private static final int MAX_MARK = 256;
    private static final List<String> LINK_SCHEMES = List.of("http://", "https://", "mailto:");

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
        var rest = end < content.length() ? content.toString().substring(end + 1) : "";
        boolean shown = switch (number) {
            case 0, 2 -> title(rest);
            case 4 -> {
                indexedColours(rest, bell);
                yield false;
            }
            case 9 -> iterm(rest);
            case 777 -> notification(rest.startsWith("notify;"));
            // Marks where a prompt, a command and its output begin.
            case 133 -> isMark(rest);
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

    /**
     * {@code 9;text} is a notification and {@code 9;4;…} a progress bar. Viewers do not get the other numbers of
     * ConEmu, which open boxes and run macros and programs.
     */
    private boolean iterm(String rest) {
        int end = 0;
        while (end < rest.length() && isDigit(rest.charAt(end))) {
            end++;
        }
        boolean numbered = end > 0 && (end == rest.length() || rest.charAt(end) == ';');
        return numbered ? isProgress(rest) : notification(true);
    }

    private static boolean isProgress(String rest) {
        return rest.startsWith("4;") && rest.length() <= MAX_MARK && rest.chars().allMatch(c -> isDigit(c) || c == ';');
    }

    private boolean notification(boolean is) {
        if (is) {
            m.alerts++;
        }
        return is;
    }

    private static boolean isMark(String text) {
        return text.length() <= MAX_MARK && text.chars().allMatch(c -> isDigit(c) || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z' || c == ';' || c == '=' || c == '_');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private boolean title(String text) {
        m.title = text.substring(0,
                text.offsetByCodePoints(0, Math.min(MAX_TITLE, text.codePointCount(0, text.length()))));
        return true;
    }

    /** {@code parameters;URI}. The link ends if the URI is empty or not allowed; its text stays. */
    private boolean link(String text) {
        int separator = text.indexOf(';');
        if (separator < 0) {
            return false;
        }
        var target = text.substring(separator + 1);
        boolean refused = !target.isEmpty() && (text.length() > MAX_LINK || !isHarmless(target));
        m.pen.link(refused || target.isEmpty() ? null : text);
        if (refused) {
            out.emit(new Bytes(8).ascii("\033]8;;\033\\"));
        }
        return !refused;
    }

    /**
     * Whether a click on the link is safe. Not for {@code file:}, which names a file of the container but would open
     * one of the viewer's machine, nor for schemes that run a program ({@code javascript:}, {@code vscode:},
     * {@code ssh:}). A URI is printable ASCII; other characters can only mislead.
     */
    private static boolean isHarmless(String target) {
        return LINK_SCHEMES.stream().anyMatch(scheme -> target.regionMatches(true, 0, scheme, 0, scheme.length()))
                && target.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }

    /** Pairs of index and colour, or {@code ?} for a query. */
    private void indexedColours(String text, boolean bell) {
        var parts = text.split(";", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            int index = index(parts[i]);
            if (index >= 0) {
                colour(index, parts[i + 1], bell);
            }
        }
    }

    /** Each further colour applies to the next number. */
    private void textColours(int number, String text, boolean bell) {
        int key = Palette.FOREGROUND + number - 10;
        for (var part : text.split(";", -1)) {
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
            var set = new Bytes(32);
            Palette.writeSet(set, key, rgb);
            out.emit(set);
        }
    }

    private boolean resetIndexed(String text) {
        if (text.isEmpty()) {
            m.palette.resetIndexed();
            return true;
        }
        for (var part : text.split(";")) {
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
