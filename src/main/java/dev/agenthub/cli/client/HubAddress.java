package dev.agenthub.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A hub to talk with, and what to show at its door.
 *
 * @param url   {@code http} or {@code https}, without a path
 * @param token absent where none was found, or where the one that was found is not for this address
 */
public record HubAddress(URI url, Optional<BearerToken> token) {

    /** @throws IllegalArgumentException with a sentence for people */
    static URI url(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null
                    && (uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/"));
            if (http && bare && uri.getHost() != null) {
                return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException malformed) {
            // told below, like every other address that is none
        }
        throw new IllegalArgumentException(
                "The address of a hub is a URL without path, user or query, for example http://127.0.0.1:9000.");
    }

    /** Whether what is sent there stays on this machine. Names are not looked up, but {@code localhost} is known. */
    static boolean isLoopback(URI url) {
        String host = url.getHost();
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    /** The same door for WebSockets. */
    URI webSocket() {
        String scheme = "https".equalsIgnoreCase(url.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + url.toString().substring(url.getScheme().length()) + "/ws");
    }
}
