package dev.agenthub.cli.attach;

import dev.agenthub.cli.attach.AttachSession.SessionSettings;
import dev.agenthub.cli.client.Environment;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code attach} and {@code launch}. */
final class AttachOptions {

    @Option(names = "--read-only", description = "Watch only: send neither keys nor the window size.")
    private boolean readOnly;

    @Option(names = "--detach-keys", paramLabel = "KEYS",
            description = "Detach keys, as in Docker. Default: HUB_DETACH_KEYS or ctrl-p,ctrl-q.")
    private String detachKeys;

    /** @throws IllegalArgumentException if the detach keys are invalid */
    SessionSettings settings(Environment environment) {
        Optional<String> keys = Optional.ofNullable(detachKeys).or(() -> environment.get("HUB_DETACH_KEYS"));
        return new SessionSettings(readOnly, keys.map(DetachSequence::parse).orElse(DetachSequence.DEFAULT));
    }
}
