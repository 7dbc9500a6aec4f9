package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a roster from {@code a,b,c} or {@code ["a", "b", "c"]}. */
public final class RosterConverter implements Converter<Roster> {

    private static final long serialVersionUID = 1L;

    private static final Pattern ARRAY = Pattern.compile("\\s*\\[(.*)]\\s*", Pattern.DOTALL);

    @Override
    public Roster convert(String text) {
        var array = ARRAY.matcher(text);
        var quoted = array.matches();
        var items = quoted ? array.group(1) : text;
        return new Roster(Arrays.stream(items.split(",", -1))
                .map(String::strip)
                .map(item -> quoted ? unquote(item) : item)
                .map(RosterConverter::id)
                .toList());
    }

    private static AgentId id(String item) {
        return AgentId.parse(item).orElseThrow(() -> new IllegalArgumentException(
                "expected agent ids that match " + AgentId.GRAMMAR + ", parted by commas, or a JSON array of them"));
    }

    private static String unquote(String item) {
        return item.length() >= 2 && item.startsWith("\"") && item.endsWith("\"")
                ? item.substring(1, item.length() - 1)
                : item;
    }
}
