package dev.agenthub.config;

import dev.agenthub.agent.AgentId;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a roster from {@code a,b,c} or {@code ["a", "b", "c"]}. */
public final class RosterConverter implements Converter<Roster> {

    @Override
    public Roster convert(String text) {
        var bare = text.strip();
        var quoted = bare.length() >= 2 && bare.startsWith("[") && bare.endsWith("]");
        var ids = new ArrayList<AgentId>();
        for (var item : items(quoted ? bare.substring(1, bare.length() - 1) : bare)) {
            ids.add(id(quoted ? unquote(item) : item));
        }
        return new Roster(ids);
    }

    private static List<String> items(String text) {
        var items = new ArrayList<String>();
        var from = 0;
        for (var comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            items.add(text.substring(from, comma).strip());
            from = comma + 1;
        }
        items.add(text.substring(from).strip());
        return items;
    }

    private static AgentId id(String item) {
        return AgentId.parse(item).orElseThrow(() -> new IllegalArgumentException(
                "agent ids that match " + AgentId.GRAMMAR + ", separated by commas, or a JSON array of them"));
    }

    private static String unquote(String item) {
        return item.length() >= 2 && item.startsWith("\"") && item.endsWith("\"")
                ? item.substring(1, item.length() - 1)
                : item;
    }
}
