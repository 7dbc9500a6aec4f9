package dev.agenthub.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The measured values: one per metric, contestant and round. */
final class Results {

    private final Map<Metric, Map<String, List<Double>>> values = new EnumMap<>(Metric.class);

    void add(Metric metric, Contestant contestant, double value) {
        values.computeIfAbsent(metric, any -> new LinkedHashMap<>())
                .computeIfAbsent(contestant.name(), any -> new ArrayList<>()).add(value);
    }

    /** {@return all values, in the order of the rounds} */
    Map<Metric, Map<String, List<Double>>> values() {
        return values;
    }

    Optional<Double> median(Metric metric, String contestant) {
        return Optional.ofNullable(values.getOrDefault(metric, Map.of()).get(contestant)).map(Results::median);
    }

    /**
     * {@return the median of the rounds' ratios} A temporary load of the machine affects both sides of a round's ratio.
     */
    Optional<Double> ratio(Metric metric, String of, String to) {
        var rounds = values.getOrDefault(metric, Map.of());
        var numerators = rounds.get(of);
        var denominators = rounds.get(to);
        if (numerators == null || denominators == null) {
            return Optional.empty();
        }
        var ratios = IntStream.range(0, Math.min(numerators.size(), denominators.size()))
                .filter(i -> denominators.get(i) != 0).mapToObj(i -> numerators.get(i) / denominators.get(i)).toList();
        return ratios.isEmpty() ? Optional.empty() : Optional.of(median(ratios));
    }

    private static double median(List<Double> some) {
        var sorted = some.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
