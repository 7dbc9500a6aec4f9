package dev.agenthub.docker;

import java.io.IOException;

/** The engine answered a request with an HTTP error; the message is the engine's own. */
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
