package dev.agenthub.cli.completion;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import dev.agenthub.agent.AgentId;

/**
 * What may come next on a command line. It knows the verbs and their options from the command line's own description, and asks
 * for the agents only where one may stand.
 */
public final class Completer {

    /** Stands for all files: the shell knows them better. */
    public static final String FILES = ":files";

    private final CommandSpec root;
    private final Supplier<List<String>> agents;

    /** @param agents asks the hub, and has none where no hub answers */
    public Completer(CommandSpec root, Supplier<List<String>> agents) {
        this.root = root;
        this.agents = agents;
    }

    /**
     * @param words all words after the program's name; the last one is begun, or empty
     * @return words that begin with it, each perhaps with a tab and a description, or {@link #FILES}
     */
    public List<String> complete(List<String> words) {
        String begun = words.isEmpty() ? "" : words.getLast();
        List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        return candidates(before, begun).filter(each -> each.equals(FILES) || each.startsWith(begun)).toList();
    }

    private Stream<String> candidates(List<String> before, String begun) {
        if (before.isEmpty()) {
            return begun.startsWith("-") ? options(root) : root.subcommands().values().stream()
                    .map(verb -> verb.getCommandSpec()).filter(verb -> !verb.usageMessage().hidden())
                    .map(verb -> described(verb.name(), verb.usageMessage().description()));
        }
        var verb = root.subcommands().get(before.getFirst());
        return verb == null ? Stream.empty() : after(verb.getCommandSpec(), before.subList(1, before.size()), begun);
    }

    private Stream<String> after(CommandSpec verb, List<String> before, String begun) {
        List<String> positionals = new ArrayList<>();
        OptionSpec open = null;
        for (String word : before) {
            OptionSpec option = open == null ? verb.findOption(word) : null;
            if (open == null && option == null && !word.startsWith("-")) {
                positionals.add(word);
            }
            open = option != null && option.arity().min() > 0 ? option : null;
        }
        if (open != null) {
            return values(open);
        }
        if (begun.startsWith("-")) {
            return options(verb);
        }
        int index = positionals.size();
        return verb.positionalParameters().stream().filter(each -> each.index().contains(index)).limit(1)
                .flatMap(this::values).filter(each -> !positionals.contains(each));
    }

    private Stream<String> values(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type == AgentId.class) {
            return agents.get().stream();
        }
        if (type == Path.class || type == File.class) {
            return Stream.of(FILES);
        }
        Iterable<String> words = argument.completionCandidates();
        List<String> all = new ArrayList<>();
        if (words != null) {
            words.forEach(all::add);
        }
        return all.stream();
    }

    private static Stream<String> options(CommandSpec verb) {
        return verb.options().stream().filter(option -> !option.hidden())
                .map(option -> described(option.longestName(), option.description()));
    }

    private static String described(String word, String[] description) {
        return description.length == 0 ? word : word + "\t" + description[0].replace("%n", " ").replace("%%", "%");
    }
}
