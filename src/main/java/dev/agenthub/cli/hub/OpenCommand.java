package dev.agenthub.cli.hub;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.command.ExitCode;
import dev.agenthub.cli.command.HubCommand;
import dev.agenthub.cli.command.JsonOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Opens the hub's page in a browser and signs it in with a one-time code. The code is in the URL's fragment, which
 * browsers do not send to servers, and the token is not exposed. Without a desktop the address is printed.
 */
@Command(name = "open", description = "Open the hub's page in a browser.",
        footer = {"", "The address signs in one browser, once, and expires soon. Without a desktop it is printed."})
public final class OpenCommand extends HubCommand {

    /** The address, as {@code --json} prints it. */
    @RegisterForReflection
    record OpenJson(String url, long expiresInSeconds) {
    }

    private static final long TIMEOUT_SECONDS = 10;

    @Option(names = "--print", description = "Print the address instead of opening it.")
    private boolean print;

    @Mixin
    private JsonOption json;

    public OpenCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var client = client();
        var answer = client.sessionCode();
        var url = client.hub().url() + "/#code=" + answer.code();
        if (json.isWanted()) {
            printJson(new OpenJson(url, answer.expiresInSeconds()));
        } else if (!print && hasDesktop() && browse(url)) {
            err().println("Opened " + client.hub().url() + " in your browser.");
        } else {
            err().println("Open this address in a browser within " + answer.expiresInSeconds() + " s; it works once:");
            out().println(url);
        }
        return ExitCode.OK;
    }

    private boolean hasDesktop() {
        return environment().fromProcess("DISPLAY").isPresent()
                || environment().fromProcess("WAYLAND_DISPLAY").isPresent()
                || System.getProperty("os.name").startsWith("Mac");
    }

    /** @return whether the desktop's opener accepted the address */
    private static boolean browse(String url) throws InterruptedException {
        var opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            var process = new ProcessBuilder(opener, url).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD).start();
            // Some openers run as long as the browser: one that has not failed by then has succeeded.
            return !process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
