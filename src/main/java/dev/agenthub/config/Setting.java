package dev.agenthub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A configuration key declared by {@link HubConfig}.
 *
 * @param segments the parts between the dots, {@code hub} first; {@link #ANY} stands for a name chosen by the user
 * @param type the type of its value
 * @param list whether the key may have an index, {@code key[0]}
 */
record Setting(List<String> segments, Class<?> type, boolean list) {

    /** Placeholder for an agent id or another name chosen by the user. */
    static final String ANY = "*";

    Setting {
        segments = List.copyOf(segments);
    }

    /** Whether the dotted {@code name} is this key. */
    boolean is(String name) {
        var parts = split(list ? withoutIndex(name) : name);
        if (parts.size() != segments.size()) {
            return false;
        }
        for (var i = 0; i < parts.size(); i++) {
            if (parts.get(i).isEmpty() || !segments.get(i).equals(ANY) && !segments.get(i).equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the environment variable {@code name} can be this key. */
    boolean isVariable(String name) {
        var from = 0;
        var pieces = String.join(".", segments).split("\\*", -1);
        for (var i = 0; i < pieces.length; i++) {
            var piece = variable(pieces[i]);
            var last = i == pieces.length - 1;
            var at = i == 0 ? 0 : last && !piece.isEmpty() ? name.length() - piece.length()
                    : piece.isEmpty() ? name.length() : name.indexOf(piece, from + 1);
            if (at < from + (i == 0 ? 0 : 1) || !name.startsWith(piece, at)) {
                return false;
            }
            from = at + piece.length();
        }
        return from == name.length();
    }

    /** The key with its placeholders replaced by {@code own} words, or by ID and NAME. */
    String spelled(List<String> own) {
        var words = new ArrayList<String>();
        for (var i = 0; i < segments.size(); i++) {
            var placeholder = segments.get(i).equals(ANY);
            words.add(!placeholder ? segments.get(i)
                    : own.size() == segments.size() && !own.get(i).isEmpty() ? own.get(i)
                    : segments.get(i - 1).equals("agent") ? "ID" : "NAME");
        }
        return String.join(".", words);
    }

    /** The key as an environment variable: {@code HUB_DOCKER_IMAGE}. */
    static String variable(String name) {
        var variable = new StringBuilder();
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            variable.append(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ? c : '_');
        }
        return variable.toString().toUpperCase(Locale.ROOT);
    }

    /** Splits at the dots outside double quotes, and drops the quotes. */
    static List<String> split(String name) {
        var segments = new ArrayList<String>();
        var segment = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                segments.add(segment.toString());
                segment.setLength(0);
            } else {
                segment.append(c);
            }
        }
        segments.add(segment.toString());
        return segments;
    }

    private static String withoutIndex(String name) {
        var open = name.lastIndexOf('[');
        var indexed = open > 0 && name.endsWith("]")
                && name.substring(open + 1, name.length() - 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return indexed ? name.substring(0, open) : name;
    }
}
