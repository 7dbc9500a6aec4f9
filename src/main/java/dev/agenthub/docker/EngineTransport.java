package dev.agenthub.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs docker-java's calls over {@link EngineHttp}, so the hub has one HTTP client, one TLS setup and one set of
 * timeouts for the engine. Does not support endless bodies or hijacked connections.
 */
final class EngineTransport implements DockerHttpClient {

    private final EngineHttp http;
    private final Duration headTimeout;

    EngineTransport(EngineHttp http, Duration headTimeout) {
        this.http = http;
        this.headTimeout = headTimeout;
    }

    @Override
    public Response execute(Request request) {
        if (request.hijackedInput() != null) {
            throw new UnsupportedOperationException("Hijacked connections are not supported here; use Terminals.");
        }
        try {
            return new Answer(http.exchange(request.method(), request.path(), request.headers(), request.bodyBytes(),
                    headTimeout));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing, because each connection ends with its call. */
    @Override
    public void close() {
    }

    private record Answer(EngineResponse response) implements Response {

        @Override
        public int getStatusCode() {
            return response.status();
        }

        /** Empty, because docker-java reads no headers for the calls in use. */
        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public InputStream getBody() {
            return response.body();
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
