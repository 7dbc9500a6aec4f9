package dev.agenthub.config;

/** How like each other two names are. */
final class NameDistance {

    private static final int LONGEST = 200;
    private static final int MOST_MISTAKES = 3;
    private static final int LETTERS_FOR_ONE = 4;

    private NameDistance() {
    }

    /** Whether somebody who wrote the one is likely to have meant the other: a mistake for each four letters, three at most. */
    static boolean near(String written, String meant, int alike) {
        var mistakes = Math.max(1, Math.min(MOST_MISTAKES, (meant.length() - alike) / LETTERS_FOR_ONE));
        return distance(written, meant) <= mistakes;
    }

    /** How many characters are to be put in, left out, exchanged, or swapped with their neighbour, to make one of the other. */
    static int distance(String one, String other) {
        if (one.length() > LONGEST || other.length() > LONGEST) {
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
        var swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
