package dev.agenthub.api;

import dev.agenthub.api.Vocabulary.Field;
import dev.agenthub.api.Vocabulary.Kind;
import java.util.Collection;
import java.util.stream.Collectors;

/** The words of the API as TypeScript types, for the page. */
final class TypeScript {

    private static final int WIDTH = 120;

    private TypeScript() {
    }

    /** The types of these words, and of those that they are made of. */
    static String of(Class<?>... words) {
        return """
                // Generated from the records of dev.agenthub.api by ApiDocumentsTest; times are ISO 8601 in UTC.
                """ + Vocabulary.closure(words).values().stream().map(TypeScript::declaration)
                .collect(Collectors.joining());
    }

    private static String declaration(Class<?> word) {
        var comment = "\n" + comment("", Vocabulary.description(word));
        var name = Vocabulary.name(word);
        if (word.isEnum()) {
            return comment + "export type %s = %s;\n".formatted(name, union(Vocabulary.words(word).stream()
                    .map("'%s'"::formatted).toList()));
        }
        if (word.isSealed()) {
            return comment + "export type %s =%s;\n".formatted(name, Vocabulary.variants(word).stream()
                    .map(variant -> "\n  | " + Vocabulary.name(variant)).collect(Collectors.joining()));
        }
        return comment + "export interface %s {\n%s%s}\n".formatted(name,
                Vocabulary.type(word).map("  type: '%s';\n"::formatted).orElse(""),
                Vocabulary.fields(word).stream().map(TypeScript::property).collect(Collectors.joining()));
    }

    private static String property(Field field) {
        return comment("  ", field.description()) + "  %s%s: %s%s;\n".formatted(field.name(),
                field.required() ? "" : "?", value(field.kind()), field.nullable() ? " | null" : "");
    }

    /** A comment of lines of at most 120 columns; none without a text. */
    private static String comment(String indent, String text) {
        if (text.isEmpty()) {
            return "";
        }
        if (indent.length() + text.length() + "/**  */".length() <= WIDTH) {
            return "%s/** %s */\n".formatted(indent, text);
        }
        var lines = new StringBuilder(indent + "/**\n");
        var line = new StringBuilder(indent + " *");
        for (var word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder(indent + " *");
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').append(indent).append(" */\n").toString();
    }

    private static String value(Kind kind) {
        return switch (kind) {
            case Kind.Text _, Kind.Time _, Kind.Id _ -> "string";
            case Kind.Whole _ -> "number";
            case Kind.Flag _ -> "boolean";
            case Kind.Listing(var of) -> value(of) + "[]";
            case Kind.Dictionary(var of) -> "Record<string, %s>".formatted(value(of));
            case Kind.Named(var type) -> Vocabulary.name(type);
        };
    }

    private static String union(Collection<String> words) {
        return String.join(" | ", words);
    }
}
