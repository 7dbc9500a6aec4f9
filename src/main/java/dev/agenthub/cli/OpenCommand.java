package dev.agenthub.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.agenthub.cli.client.Environment;
import dev.agenthub.cli.client.HubClient;

/**
 * Opens the hub's page in a browser that is let in by a one-time code. The code stands behind the {@code #}, so that it is sent
 * to no server, and the token appears nowhere. Without a desktop the address is printed.
 */
@Command(name = "open", description = "Open the hub's page in a browser.",
        footer = {"", "The address lets in one browser, once, and not for long. Where there is no desktop it is printed."})
final class OpenCommand extends HubCommand {

    private static final long PATIENCE_SECONDS = 10;

    @Option(names = "--print", description = "Print the address and open nothing.")
    private boolean print;

    @Mixin
    private JsonOption json;

    OpenCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        HubClient client = client();
        JsonNode answer = client.sessionCode();
        String url = client.hub().url() + "/#code=" + answer.path("code").asText();
        String seconds = answer.path("expires_in_seconds").asText("60");
        if (json.isWanted()) {
            out().println(Json.object("url", url).put("expires_in_seconds", answer.path("expires_in_seconds").asInt()));
        } else if (!print && hasDesktop() && browse(url)) {
            err().println("Opened " + client.hub().url() + " in your browser.");
        } else {
            err().println("Open this address in a browser within " + seconds + " s; it works once:");
            out().println(url);
        }
        return ExitCode.OK;
    }

    private boolean hasDesktop() {
        return environment().fromProcess("DISPLAY").isPresent() || environment().fromProcess("WAYLAND_DISPLAY").isPresent()
                || System.getProperty("os.name").startsWith("Mac");
    }

    /** @return whether a program took it */
    private static boolean browse(String url) throws InterruptedException {
        String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            Process process = new ProcessBuilder(opener, url).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD).start();
            // Some openers stay as long as the browser does: whoever has not failed by then has opened it.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
