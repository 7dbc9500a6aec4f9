package dev.agenthub.cli.client;

import dev.agenthub.config.Loopback;
import dev.agenthub.security.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;

/**
 * The address of a hub, and the token for it.
 *
 * @param url   {@code http} or {@code https}, without a path
 * @param token empty if none was found, or if it must not be sent to this address
 */
public record HubAddress(URI url, Optional<Token> token) {

    public HubAddress {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(token, "token");
        if (!url.equals(url(url.toString()))) {
            throw new IllegalArgumentException("url must have no path: " + url);
        }
    }

    /** @throws IllegalArgumentException if the text is not a hub's URL; the message says what is allowed */
    static URI url(String text) {
        try {
            var uri = new URI(text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null
                    && (uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/"));
            if (http && bare && uri.getHost() != null) {
                return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "A hub's address must be a URL without path, user or query, such as http://127.0.0.1:9000.");
    }

    /** Whether the address is on this machine. Does not resolve names other than {@code localhost}. */
    static boolean isLoopback(URI url) {
        return Loopback.names(url.getHost());
    }

    /** The URL of the hub's WebSocket. */
    URI webSocket() {
        var scheme = "https".equalsIgnoreCase(url.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + url.toString().substring(url.getScheme().length()) + "/ws");
    }
}
