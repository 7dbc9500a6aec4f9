package dev.agenthub.security;

import dev.agenthub.config.Loopback;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is let in, by what a request says: nothing but headers, method and path is looked at.
 *
 * <ol>
 * <li>{@code Host} must name this hub, or a page could reach it by a name of its own (DNS rebinding).
 * <li>{@code Origin}, where there is one, must be the hub's own or an allowed one, exactly; {@code null} is none of them. This goes for
 * WebSocket upgrades too, which no CORS rule guards.
 * <li>The token must be shown, but for {@value #HEALTH}, the page's own files, in which nothing is secret, and {@value #SESSION}, which
 * judges for itself. A cookie counts only where the browser vouches that the hub's own page asks.
 * </ol>
 */
public final class DoorRules {

    /** Whether the hub answers. */
    public static final String HEALTH = "/api/health";

    /** Where a browser comes in: its rule is in the body, which is not looked at here. */
    public static final String SESSION = "/api/session";

    /** The page, and below it the files that it is made of. */
    static final String PAGE = "/";
    static final String ASSETS = "/assets/";

    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    /** What the rules look at; empty where the request has no such header, or no such cookie. */
    public record Request(String method, String path, boolean upgrade, boolean secure, Optional<String> host,
            Optional<String> origin, Optional<String> authorization, Optional<String> cookie, Optional<String> fetchSite) {
    }

    /** What becomes of a request. */
    public sealed interface Verdict {

        /** It may pass. */
        record Admitted() implements Verdict {
        }

        /** It is answered with the status, and a sentence that says why. */
        record Refused(int status, String detail) implements Verdict {
        }
    }

    private static final Verdict ADMITTED = new Verdict.Admitted();

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Optional<Token> token;

    /**
     * @param ownHost the address that the hub listens on
     * @param allowedHosts more names by which it may be called, without port
     * @param token what callers must show; empty admits everybody who passes the other rules
     */
    public DoorRules(String ownHost, List<String> allowedHosts, List<URI> allowedOrigins, Optional<Token> token) {
        this.hosts = Stream.concat(Stream.of(ownHost), allowedHosts.stream())
                .map(host -> host.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.origins = allowedOrigins.stream().map(URI::toString).map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.token = token;
    }

    public Verdict judge(Request request) {
        if (request.host().filter(this::ours).isEmpty()) {
            return new Verdict.Refused(403, "This hub does not answer to that Host. Call it by a loopback name, or name the "
                    + "host in hub.allowed-hosts.");
        }
        if (request.origin().isPresent() && !ourOrigin(request)) {
            return new Verdict.Refused(403, "Pages of that Origin may not call this hub. Name the origin in "
                    + "hub.allowed-origins to allow it.");
        }
        if (open(request) || knows(request)) {
            return ADMITTED;
        }
        return new Verdict.Refused(401, "Show the hub's token: Authorization: Bearer with what `agent-hub token` prints.");
    }

    /** Whether the request shows the token, or the cookie in its stead; any does where there is no token. */
    boolean knows(Request request) {
        return token.isEmpty() || bears(request) || ownPage(request);
    }

    private boolean ours(String hostAndPort) {
        var host = withoutPort(hostAndPort).toLowerCase(Locale.ROOT);
        return Loopback.names(host) || hosts.contains(host);
    }

    private boolean ourOrigin(Request request) {
        var origin = request.origin().orElseThrow().toLowerCase(Locale.ROOT);
        var own = (request.secure() ? "https://" : "http://") + request.host().orElseThrow().toLowerCase(Locale.ROOT);
        return origin.equals(own) || origins.contains(origin);
    }

    private static boolean open(Request request) {
        var path = request.path();
        var readable = path.equals(HEALTH) || path.equals(PAGE) || path.startsWith(ASSETS);
        return !request.upgrade() && (readable && SAFE_METHODS.contains(request.method())
                || path.equals(SESSION) && request.method().equals("POST"));
    }

    private boolean bears(Request request) {
        return request.authorization().filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(shown -> equal(shown, token.orElseThrow().value())).isPresent();
    }

    /** A cookie is sent by the browser whoever asks, so it counts only where the asking page is known to be ours. */
    private boolean ownPage(Request request) {
        var known = request.cookie().filter(shown -> equal(shown, token.orElseThrow().cookie())).isPresent();
        var ownSite = request.fetchSite().map(OWN_SITE::contains).orElse(true);
        var harmless = SAFE_METHODS.contains(request.method()) && !request.upgrade();
        return known && ownSite && (harmless || request.origin().isPresent());
    }

    private static String withoutPort(String host) {
        var end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return end > 0 ? host.substring(0, end) : host;
    }

    private static boolean equal(String shown, String secret) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
