package dev.agenthub.project;

import java.util.List;

/**
 * The names of files and folders that are hidden from agents anywhere in the project.
 *
 * @param patterns as for {@link Glob}
 */
public record HiddenNames(List<String> patterns) {

    /** Endings of templates, which list settings without secrets and which agents need. */
    private static final List<String> TEMPLATES = List.of(".example", ".sample", ".template", ".dist");

    public HiddenNames {
        patterns = List.copyOf(patterns);
    }

    boolean matches(String name) {
        return TEMPLATES.stream().noneMatch(name::endsWith)
                && patterns.stream().anyMatch(pattern -> Glob.matches(pattern, name));
    }
}
