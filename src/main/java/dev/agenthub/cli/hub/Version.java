package dev.agenthub.cli.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, written by the build. */
public final class Version implements IVersionProvider {

    /** Read when the class is initialised: a native executable contains the text but not the file. */
    static final String TEXT = read();

    @Override
    public String[] getVersion() {
        return new String[] {"agent-hub " + TEXT};
    }

    private static String read() {
        try (var in = Version.class.getResourceAsStream("/agent-hub-version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
