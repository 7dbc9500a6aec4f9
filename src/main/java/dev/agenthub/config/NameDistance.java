package dev.agenthub.config;

/** Edit distance between names, for suggestions. */
final class NameDistance {

    private static final int MAX_LENGTH = 200;
    private static final int MAX_TYPOS = 3;
    private static final int LETTERS_PER_TYPO = 4;

    private NameDistance() {
    }

    /**
     * Whether {@code written} is probably a misspelling of {@code meant}: one typo for each four letters, at most
     * three.
     *
     * @param prefix length of the prefix that both share, which does not count
     */
    static boolean near(String written, String meant, int prefix) {
        var typos = Math.max(1, Math.min(MAX_TYPOS, (meant.length() - prefix) / LETTERS_PER_TYPO));
        return distance(written, meant) <= typos;
    }

    /** The insertions, deletions, substitutions and swaps of neighbours that turn one name into the other. */
    static int distance(String one, String other) {
        if (one.length() > MAX_LENGTH || other.length() > MAX_LENGTH) {
            return Integer.MAX_VALUE;
        }
        var costs = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            for (var j = 0; j <= other.length(); j++) {
                costs[i][j] = i == 0 ? j : j == 0 ? i : step(one, other, costs, i, j);
            }
        }
        return costs[one.length()][other.length()];
    }

    private static int step(String one, String other, int[][] costs, int i, int j) {
        var same = one.charAt(i - 1) == other.charAt(j - 1);
        var cost = Math.min(Math.min(costs[i - 1][j], costs[i][j - 1]) + 1, costs[i - 1][j - 1] + (same ? 0 : 1));
        var swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
