package dev.agenthub.project;

/** File name patterns: {@code *} matches any text, {@code ?} one character. Takes O(pattern length × name length). */
final class Glob {

    private Glob() {
    }

    static boolean matches(String pattern, String name) {
        var p = 0;
        var n = 0;
        var star = -1;
        var after = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                after = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++after;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
