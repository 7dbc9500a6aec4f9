package dev.agenthub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats the results as a Markdown table and as JSON. */
record Report(Map<String, String> conditions, List<String> contestants, Results results) {

    String markdown() {
        var text = new StringBuilder();
        conditions.forEach((name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
        var others = contestants.subList(1, contestants.size());
        var hub = contestants.getFirst();
        text.append("\n| |");
        contestants.forEach(name -> text.append(' ').append(name).append(" |"));
        others.forEach(name -> text.append(" hub : ").append(name).append(" |"));
        text.append(" target |\n|---|").append("--:|".repeat(contestants.size() + others.size())).append("---|\n");
        for (var metric : results.values().keySet()) {
            text.append("| ").append(metric.title()).append(" |");
            contestants.forEach(name -> text.append(' ')
                    .append(results.median(metric, name).map(Report::number).orElse("")).append(" |"));
            others.forEach(name -> text.append(' ')
                    .append(results.ratio(metric, hub, name).map(Report::ratio).orElse("")).append(" |"));
            text.append(' ').append(metric.target()).append(" |\n");
        }
        return text.append("\nMedians over the rounds; a ratio is the median of each round's ratio.\n").toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    void write(Path file) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("conditions", conditions);
        all.put("rounds", results.values());
        json(file, all);
    }

    static void json(Path file, Object all) throws IOException {
        Files.createDirectories(file.getParent());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }
}
