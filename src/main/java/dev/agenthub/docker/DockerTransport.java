package dev.agenthub.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.agenthub.docker.http.Deadline;
import dev.agenthub.docker.http.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Runs docker-java's calls over the hub's transport, so that an engine has one HTTP client and one TLS setup. Does not
 * support hijacked connections.
 */
record DockerTransport(HttpClient http, Deadline deadline) implements DockerHttpClient {

    @Override
    public Response execute(Request request) {
        if (request.hijackedInput() != null) {
            throw new UnsupportedOperationException("Hijacked connections are not supported here; use EngineApi.");
        }
        try {
            var body = request.bodyBytes() == null ? new byte[0] : request.bodyBytes();
            return new Answer(http.send(request.method(), request.path(), request.headers(), body, deadline));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing, because each connection ends with its call. */
    @Override
    public void close() {
    }

    private record Answer(dev.agenthub.docker.http.Response response) implements Response {

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
