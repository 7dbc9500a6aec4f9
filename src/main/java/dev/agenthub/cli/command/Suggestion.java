package dev.agenthub.cli.command;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;
import dev.agenthub.cli.text.PlainText;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Suggests similar names for mistyped ones. */
public final class Suggestion {

    /** Words that differ in more than one in three characters are not similar. */
    private static final int CHARACTERS_PER_EDIT = 3;

    private Suggestion() {
    }

    /** A sentence that names the most similar agent; empty if there is none or the request fails. */
    public static Optional<String> forAgent(AgentId wrong, HubClient client) {
        List<String> known;
        try {
            known = client.agents().stream().map(agent -> agent.id().value()).toList();
        } catch (HubException e) {
            return Optional.empty();
        }
        return known.contains(wrong.value()) ? Optional.empty()
                : nearest(wrong.value(), known).map(agent -> "Did you mean " + PlainText.line(agent) + "?");
    }

    /** The word with the smallest distance to {@code wrong}, if it is similar. */
    public static Optional<String> nearest(String wrong, Collection<String> words) {
        int allowed = Math.max(1, wrong.length() / CHARACTERS_PER_EDIT);
        return words.stream()
                .filter(word -> distance(wrong, word) <= allowed)
                .min(Comparator.comparingInt(word -> distance(wrong, word)));
    }

    /** The edit distance: insertions, deletions, substitutions and swaps of adjacent characters. */
    public static int distance(String one, String other) {
        var d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(one, other, d, i, j);
            }
        }
        return d[one.length()][other.length()];
    }

    private static int step(String one, String other, int[][] d, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
