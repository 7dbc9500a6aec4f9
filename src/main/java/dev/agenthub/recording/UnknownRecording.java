package dev.agenthub.recording;

/** There is no such recording. */
public final class UnknownRecording extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownRecording(String agent, String name) {
        super("%s has no recording %s: GET /api/agents/%s/recordings lists those that are kept.".formatted(agent, name, agent));
    }
}
