package dev.agenthub.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.agenthub.agent.AgentId;
import dev.agenthub.cli.client.HubClient;
import dev.agenthub.cli.client.HubException;

/** What a person may have meant. */
final class Suggestion {

    /** More mistakes than one in three characters are another word. */
    private static final int CHARACTERS_PER_MISTAKE = 3;

    private Suggestion() {}

    /** A sentence with the agent that is called almost so; nothing where there is none, or the hub does not tell. */
    static Optional<String> forAgent(AgentId wrong, HubClient client) {
        List<String> known = new ArrayList<>();
        try {
            client.agents().forEach(agent -> known.add(agent.path("id").asText()));
        } catch (HubException silent) {
            return Optional.empty();
        }
        return known.contains(wrong.value()) ? Optional.empty()
                : nearest(wrong.value(), known).map(agent -> "Did you mean " + PlainText.line(agent) + "?");
    }

    /** The word with the fewest mistakes between it and {@code wrong}, if they are few. */
    static Optional<String> nearest(String wrong, Collection<String> words) {
        int allowed = Math.max(1, wrong.length() / CHARACTERS_PER_MISTAKE);
        return words.stream()
                .filter(word -> distance(wrong, word) <= allowed)
                .min(Comparator.comparingInt(word -> distance(wrong, word)));
    }

    /** How many characters must be added, taken away, changed, or swapped with the next, to make one of the other. */
    static int distance(String one, String other) {
        int[][] d = new int[one.length() + 1][other.length() + 1];
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
