package dev.agenthub.attention;

import java.util.List;

/**
 * Classifies one line of a screen. Agents write these lines, so each check takes time linear in the length of the line.
 */
final class DialogLine {

    private static final String FRAME = "│┃|";
    private static final String MARKS = "❯›▸►";
    private static final List<String> YES_NO = List.of("y/n", "y/no", "yes/n", "yes/no");
    private static final List<String> SECRETS =
            List.of("password", "passphrase", "passcode", "pin", "verification code");
    private static final List<String> KEYS = List.of("any key", "a key");
    private static final List<String> PHRASES = List.of("enter to confirm", "enter to continue", "enter to select",
            "use arrow keys", "use the arrow keys");

    private DialogLine() {
    }

    /** A numbered choice with a mark: the one that Enter selects. */
    static boolean isMarkedChoice(String line) {
        var mark = afterFrame(line);
        return mark < line.length() && MARKS.indexOf(line.charAt(mark)) >= 0
                && isNumbered(line, afterBlanks(line, mark + 1));
    }

    /** A numbered choice: a number with a dot or bracket. */
    static boolean isChoice(String line) {
        return isNumbered(line, afterFrame(line));
    }

    /** One or two digits, a dot or bracket, a blank. */
    private static boolean isNumbered(String line, int from) {
        var i = from;
        while (i < line.length() && i < from + 2 && isDigit(line.charAt(i))) {
            i++;
        }
        return i > from && i + 1 < line.length() && ".)".indexOf(line.charAt(i)) >= 0 && isBlank(line.charAt(i + 1));
    }

    static boolean isQuestion(String line) {
        var end = line.length();
        while (end > 0 && isFrame(line.charAt(end - 1))) {
            end--;
        }
        return end > 0 && line.charAt(end - 1) == '?';
    }

    /** Whether the line ends with {@code (y/n)}, {@code [yes/no/all]} or the like, optionally followed by a colon. */
    static boolean asksYesOrNo(String line) {
        var end = line.length();
        if (end > 0 && ":?>".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        if (end == 0 || !closes(line.charAt(end - 1))) {
            return false;
        }
        end--;
        // [y/n/[q]]: the default may have a bracket of its own.
        var inner = end > 0 && line.charAt(end - 1) == ']' ? end - 1 : end;
        for (var i = inner - 1; i >= 0 && !closes(line.charAt(i)); i--) {
            if ((line.charAt(i) == '[' || line.charAt(i) == '(') && isYesNo(line, i + 1, inner, end)) {
                return true;
            }
        }
        return false;
    }

    /** One of {@link #YES_NO}, optionally followed by a slash and more. */
    private static boolean isYesNo(String line, int from, int inner, int end) {
        return YES_NO.stream().anyMatch(words -> line.regionMatches(true, from, words, 0, words.length())
                && (from + words.length() == end
                || from + words.length() < inner && line.charAt(from + words.length()) == '/'));
    }

    /** Whether the line names a secret and ends with the next colon. */
    static boolean asksForSecret(String line) {
        if (!line.endsWith(":")) {
            return false;
        }
        var from = line.lastIndexOf(':', line.length() - 2) + 1;
        return SECRETS.stream().anyMatch(word -> containsWords(line, word, from));
    }

    /** Whether the line asks for Enter or any key. */
    static boolean asksForKey(String line) {
        return PHRASES.stream().anyMatch(phrase -> containsWords(line, phrase, 0))
                || asksToPress(line, "press ") || asksToPress(line, "hit ");
    }

    private static boolean asksToPress(String line, String verb) {
        for (var i = 0; i + verb.length() < line.length(); i++) {
            if (isEdge(line, i) && line.regionMatches(true, i, verb, 0, verb.length())) {
                var from = i + verb.length();
                if (KEYS.stream().anyMatch(key -> line.regionMatches(true, from, key, 0, key.length()))) {
                    return true;
                }
                // The next verb starts after the skipped characters, so each character is read once.
                var word = from;
                while (word < line.length() && !isWord(line.charAt(word))) {
                    word++;
                }
                if (begins(line, word, "enter") || begins(line, word, "return")) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isPager(String line) {
        return line.equals(":") || line.equalsIgnoreCase("(END)") || line.regionMatches(true, 0, "--More--", 0, 8);
    }

    /** Whether the line contains these words, as whole words, ignoring case. */
    private static boolean containsWords(String line, String words, int from) {
        for (var i = from; i + words.length() <= line.length(); i++) {
            if (isEdge(line, i) && begins(line, i, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(String line, int at, String words) {
        return line.regionMatches(true, at, words, 0, words.length()) && isEdge(line, at + words.length());
    }

    /** Whether a word begins or ends just before this index. */
    private static boolean isEdge(String line, int at) {
        return (at > 0 && isWord(line.charAt(at - 1))) != (at < line.length() && isWord(line.charAt(at)));
    }

    private static int afterFrame(String line) {
        var i = 0;
        while (i < line.length() && isFrame(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int afterBlanks(String line, int from) {
        var i = from;
        while (i < line.length() && isBlank(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isFrame(char c) {
        return FRAME.indexOf(c) >= 0 || isBlank(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || isDigit(c) || Character.isLetter(c);
    }

    private static boolean closes(char c) {
        return c == ']' || c == ')';
    }
}
