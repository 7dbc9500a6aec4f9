package dev.agenthub.project;

import java.util.List;

/**
 * Names of files and folders that agents must not see, wherever they lie in the project.
 *
 * @param patterns as for {@link Glob}
 */
public record HiddenNames(List<String> patterns) {

    /** What ends so shows which settings there are and holds no secret: agents need it. */
    private static final List<String> TEMPLATES = List.of(".example", ".sample", ".template", ".dist");

    public HiddenNames {
        patterns = List.copyOf(patterns);
    }

    boolean hide(String name) {
        return TEMPLATES.stream().noneMatch(name::endsWith) && patterns.stream().anyMatch(pattern -> Glob.matches(pattern, name));
    }
}
