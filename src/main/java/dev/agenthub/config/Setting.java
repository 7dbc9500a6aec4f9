package dev.agenthub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One key of the configuration, as {@link HubConfig} declares it.
 *
 * @param segments between the dots, {@code hub} first; {@link #ANY} is one that people choose
 * @param type what its values are
 * @param list whether several may be given, one by one with an index
 */
record Setting(List<String> segments, Class<?> type, boolean list) {

    /** An agent's id, or another name that people choose. */
    static final String ANY = "*";

    Setting {
        segments = List.copyOf(segments);
    }

    /** Whether the key {@code name}, with dots, is this one. */
    boolean is(String name) {
        var asked = split(list ? withoutIndex(name) : name);
        if (asked.size() != segments.size()) {
            return false;
        }
        for (var i = 0; i < asked.size(); i++) {
            if (asked.get(i).isEmpty() || !segments.get(i).equals(ANY) && !segments.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the environment's variable {@code name} can be this one. */
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

    /** The key as people write it, with their own words, or example ones, where those are free. */
    String spelled(List<String> own) {
        var words = new ArrayList<String>();
        for (var i = 0; i < segments.size(); i++) {
            var free = segments.get(i).equals(ANY);
            words.add(!free ? segments.get(i) : own.size() == segments.size() && !own.get(i).isEmpty() ? own.get(i)
                    : segments.get(i - 1).equals("agent") ? "ID" : "NAME");
        }
        return String.join(".", words);
    }

    /** How the environment spells a key: {@code HUB_DOCKER_IMAGE}. */
    static String variable(String name) {
        var variable = new StringBuilder();
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            variable.append(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ? c : '_');
        }
        return variable.toString().toUpperCase(Locale.ROOT);
    }

    /** At the dots, but for those in double quotes, which are left away. */
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
