package dev.agenthub.cli.completion;

import dev.agenthub.agent.AgentId;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completes a partial command line. Takes commands and options from the picocli model, and requests the agents only
 * where an agent id is expected.
 */
public final class Completer {

    /** Tells the shell to complete file names itself. */
    public static final String FILES = ":files";

    private final CommandSpec root;
    private final Supplier<List<String>> agents;

    /** @param agents the ids of the hub's agents; empty if no hub answers */
    public Completer(CommandSpec root, Supplier<List<String>> agents) {
        this.root = root;
        this.agents = agents;
    }

    /**
     * @param words the words after the program's name; the last one may be incomplete or empty
     * @return candidates for the last word, optionally followed by a tab and a description; or {@link #FILES}
     */
    public List<String> complete(List<String> words) {
        var prefix = words.isEmpty() ? "" : words.getLast();
        List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        return candidates(before, prefix).filter(each -> each.equals(FILES) || each.startsWith(prefix)).toList();
    }

    private Stream<String> candidates(List<String> before, String prefix) {
        if (before.isEmpty()) {
            return prefix.startsWith("-") ? options(root) : root.subcommands().values().stream()
                    .map(command -> command.getCommandSpec()).filter(command -> !command.usageMessage().hidden())
                    .map(command -> described(command.name(), command.usageMessage().description()));
        }
        var command = root.subcommands().get(before.getFirst());
        return command == null ? Stream.empty()
                : after(command.getCommandSpec(), before.subList(1, before.size()), prefix);
    }

    private Stream<String> after(CommandSpec command, List<String> before, String prefix) {
        List<String> positionals = new ArrayList<>();
        OptionSpec pending = null;
        for (var word : before) {
            var option = pending == null ? command.findOption(word) : null;
            if (pending == null && option == null && !word.startsWith("-")) {
                positionals.add(word);
            }
            pending = option != null && option.arity().min() > 0 ? option : null;
        }
        if (pending != null) {
            return values(pending);
        }
        if (prefix.startsWith("-")) {
            return options(command);
        }
        int index = positionals.size();
        return command.positionalParameters().stream().filter(each -> each.index().contains(index)).limit(1)
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

    private static Stream<String> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden())
                .map(option -> described(option.longestName(), option.description()));
    }

    private static String described(String word, String[] description) {
        return description.length == 0 ? word : word + "\t" + description[0].replace("%n", " ").replace("%%", "%");
    }
}
