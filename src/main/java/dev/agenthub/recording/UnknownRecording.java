package dev.agenthub.recording;

/** Thrown for a recording that does not exist. */
public final class UnknownRecording extends RuntimeException {

    public UnknownRecording(String agent, String name) {
        super("%s has no recording %s: GET /api/agents/%s/recordings lists them.".formatted(agent, name, agent));
    }
}
