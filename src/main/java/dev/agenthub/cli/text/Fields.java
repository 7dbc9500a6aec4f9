package dev.agenthub.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agenthub.api.Wire;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a record for display, as they are named and written on the wire. */
public final class Fields {

    /** Stands for null. */
    public static final String NONE = "-";

    private Fields() {
    }

    /** The plain values in their order, without nested records and lists; a dash for null. */
    public static Map<String, String> of(Object word) {
        var fields = new LinkedHashMap<String, String>();
        Wire.JSON.<JsonNode>valueToTree(word).properties().stream().filter(field -> field.getValue().isValueNode())
                .forEach(field -> fields.put(field.getKey(),
                        field.getValue().isNull() ? NONE : PlainText.line(field.getValue().asText())));
        return fields;
    }
}
