package dev.agenthub.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** For each metric and contestant one value a round. */
final class Results {

    private final Map<Metric, Map<String, List<Double>>> values = new EnumMap<>(Metric.class);

    void add(Metric metric, Contestant contestant, double value) {
        values.computeIfAbsent(metric, any -> new LinkedHashMap<>())
                .computeIfAbsent(contestant.name(), any -> new ArrayList<>()).add(value);
    }

    /** All values, in order of the rounds. */
    Map<Metric, Map<String, List<Double>>> values() {
        return values;
    }

    Optional<Double> median(Metric metric, String contestant) {
        return Optional.ofNullable(values.getOrDefault(metric, Map.of()).get(contestant)).map(Results::median);
    }

    /** The median of each round's ratio: what loads the machine for a while is in both of its parts. */
    Optional<Double> ratio(Metric metric, String of, String to) {
        var rounds = values.getOrDefault(metric, Map.of());
        var above = rounds.get(of);
        var below = rounds.get(to);
        if (above == null || below == null) {
            return Optional.empty();
        }
        var ratios = IntStream.range(0, Math.min(above.size(), below.size())).filter(i -> below.get(i) != 0)
                .mapToObj(i -> above.get(i) / below.get(i)).toList();
        return ratios.isEmpty() ? Optional.empty() : Optional.of(median(ratios));
    }

    private static double median(List<Double> some) {
        var sorted = some.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
