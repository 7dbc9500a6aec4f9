package dev.agenthub.docker;

import java.io.IOException;

/** An HTTP error that the engine answered; the message is the engine's own. */
final class EngineRefusal extends IOException {

    private final int status;

    EngineRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
