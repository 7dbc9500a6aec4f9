package dev.agenthub.cli;

import java.util.Optional;

import picocli.CommandLine.Option;

import dev.agenthub.cli.attach.AttachSession.Manner;
import dev.agenthub.cli.attach.DetachSequence;
import dev.agenthub.cli.client.Environment;

/** How to be attached. */
final class AttachOptions {

    @Option(names = "--read-only", description = "Only look: send neither keys nor the window's size.")
    private boolean readOnly;

    @Option(names = "--detach-keys", paramLabel = "KEYS",
            description = "The keys that leave, as docker writes them. Else HUB_DETACH_KEYS, else ctrl-p,ctrl-q.")
    private String detachKeys;

    /** @throws IllegalArgumentException when the detach keys are none */
    Manner manner(Environment environment) {
        return new Manner(readOnly, Optional.ofNullable(detachKeys).or(() -> environment.get("HUB_DETACH_KEYS"))
                .map(DetachSequence::parse).orElse(DetachSequence.DEFAULT));
    }
}
