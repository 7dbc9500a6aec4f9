package dev.agenthub.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * docker-java's calls over the hub's own connections, so that there is one HTTP client, one TLS and one set of bounds for
 * the engine. Requests with an endless body or a hijacked connection are not for docker-java here.
 */
final class EngineTransport implements DockerHttpClient {

    private final EngineHttp http;
    private final Duration headWithin;

    EngineTransport(EngineHttp http, Duration headWithin) {
        this.http = http;
        this.headWithin = headWithin;
    }

    @Override
    public Response execute(Request request) {
        if (request.hijackedInput() != null) {
            throw new UnsupportedOperationException("Terminals have connections of their own, see Terminals.");
        }
        try {
            return new Answer(http.exchange(request.method(), request.path(), request.headers(), request.bodyBytes(), headWithin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is nothing to close: each connection ends with its call. */
    @Override
    public void close() {
    }

    private record Answer(EngineResponse response) implements Response {

        @Override
        public int getStatusCode() {
            return response.status();
        }

        /** docker-java reads none of those that these calls bring. */
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
