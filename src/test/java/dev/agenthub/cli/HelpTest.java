package dev.agenthub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.TestClock;
import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.ReconnectDelay;
import dev.agenthub.cli.command.Shell;
import dev.agenthub.cli.text.Colours;
import dev.agenthub.cli.text.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Compares the help with the golden file. Run with {@code -Dgolden.write=true} to accept a change. */
class HelpTest {

    private static final Path GOLDEN = Path.of("src/test/resources/cli/help.txt");

    @Test
    void theHelpMatchesTheGoldenFile() throws IOException {
        var help = help();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, help);
        }
        assertThat(help).isEqualTo(Files.readString(GOLDEN));
    }

    private static String help() {
        var nowhere = new Environment(Map.of(), Map.of(), Path.of("/"), Path.of("/"));
        var root = Main.commandLine(new Shell(nowhere, Colours.OFF, Progress.HIDDEN, ReconnectDelay.INTERACTIVE,
                new TestClock(), InputStream.nullInputStream()), (settings, err) -> 0);
        var all = new StringBuilder(root.getUsageMessage(Ansi.OFF));
        appendSubcommands(root, all);
        return all.toString();
    }

    private static void appendSubcommands(CommandLine command, StringBuilder all) {
        command.getSubcommands().values().stream()
                .filter(subcommand -> !subcommand.getCommandSpec().usageMessage().hidden())
                .forEach(subcommand -> {
                    all.append("\n--------\n\n").append(subcommand.getUsageMessage(Ansi.OFF));
                    appendSubcommands(subcommand, all);
                });
    }
}
