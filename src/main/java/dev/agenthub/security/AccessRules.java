package dev.agenthub.security;

import dev.agenthub.config.Loopback;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether a request is admitted, by its headers, method and path.
 *
 * <ol>
 * <li>{@code Host} must name this hub. Otherwise a page could reach it under another name (DNS rebinding).
 * <li>{@code Origin}, if present, must be the hub's own or an allowed one, compared exactly; {@code null} is refused.
 * This includes WebSocket upgrades, which CORS does not cover.
 * <li>The token is required, except for {@value #HEALTH}, for the page's files, which hold no secrets, and for
 * {@value #SESSION}, which checks the body itself. A session cookie replaces the token if the browser confirms that the
 * request comes from the hub's own page.
 * <li>After too many wrong tokens, further wrong ones must wait; the right token is always admitted.
 * </ol>
 */
public final class AccessRules {

    /** The health check. */
    public static final String HEALTH = "/api/health";

    /** The login of browsers. Its credential may be in the body, which is not checked here. */
    public static final String SESSION = "/api/session";

    /** The page, and its files. */
    static final String PAGE = "/";
    static final String ASSETS = "/assets/";

    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    /** The relevant parts of a request; empty if there is no such header or cookie. */
    public record Request(String method, String path, boolean upgrade, boolean secure, Optional<String> host,
            Optional<String> origin, Optional<String> authorization, Optional<String> cookie,
            Optional<String> fetchSite) {
    }

    /** The decision about a request. */
    public sealed interface Verdict {

        record Admitted(Caller caller) implements Verdict {
        }

        /** The request is refused with this status and reason. */
        record Refused(int status, String detail) implements Verdict {
        }
    }

    /** The client that sent a request. */
    public sealed interface Caller {

        /** Presented no credential. */
        record Anonymous() implements Caller {
        }

        /** Presented a wrong credential. */
        record Guesser() implements Caller {
        }

        /** Presented the token, or needs none. */
        record Holder() implements Caller {
        }

        /** A browser with a valid session, identified by the hash of its id. */
        record Browser(String session) implements Caller {
        }
    }

    private static final Caller ANONYMOUS = new Caller.Anonymous();
    private static final Caller GUESSER = new Caller.Guesser();
    private static final Caller HOLDER = new Caller.Holder();

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Optional<Token> token;
    private final Function<String, Optional<String>> sessions;

    /**
     * @param ownHost the address that the hub listens on
     * @param allowedHosts further names allowed in {@code Host}, without port
     * @param token the required token; empty if none is required
     * @param sessions maps the id in a cookie to the hash of a valid session
     */
    public AccessRules(String ownHost, List<String> allowedHosts, List<URI> allowedOrigins, Optional<Token> token,
            Function<String, Optional<String>> sessions) {
        this.hosts = Stream.concat(Stream.of(ownHost), allowedHosts.stream())
                .map(host -> host.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.origins = allowedOrigins.stream().map(URI::toString).map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.token = token;
        this.sessions = sessions;
    }

    public Verdict judge(Request request) {
        if (request.host().filter(this::isOwnHost).isEmpty()) {
            return new Verdict.Refused(403,
                    "The Host header does not name this hub. Use a loopback name, or add the host to "
                    + "hub.allowed-hosts.");
        }
        if (request.origin().isPresent() && !isAllowedOrigin(request)) {
            return new Verdict.Refused(403,
                    "Requests from this origin are not allowed. To allow them, add the origin to "
                    + "hub.allowed-origins.");
        }
        return switch (caller(request)) {
            case Caller.Holder holder -> new Verdict.Admitted(holder);
            case Caller.Browser browser -> new Verdict.Admitted(browser);
            case Caller.Anonymous anonymous when isOpen(request) -> new Verdict.Admitted(anonymous);
            case Caller.Guesser guesser when isOpen(request) -> new Verdict.Admitted(guesser);
            case Caller.Anonymous() -> new Verdict.Refused(401,
                    "The hub's token is required: send it as Authorization: Bearer. `agent-hub token` prints it.");
            case Caller.Guesser() -> new Verdict.Refused(401,
                    "The token is wrong or the session has expired. `agent-hub token` prints the token.");
        };
    }

    /** Identifies the caller by the token or a session cookie. */
    Caller caller(Request request) {
        if (token.isEmpty() || hasToken(request)) {
            return HOLDER;
        }
        if (request.authorization().isPresent()) {
            return GUESSER;
        }
        var session = request.cookie().flatMap(sessions);
        return session.filter(hash -> isFromOwnPage(request)).<Caller>map(Caller.Browser::new)
                .orElse(request.cookie().isPresent() && session.isEmpty() ? GUESSER : ANONYMOUS);
    }

    private boolean isOwnHost(String hostAndPort) {
        var host = withoutPort(hostAndPort).toLowerCase(Locale.ROOT);
        return Loopback.names(host) || hosts.contains(host);
    }

    private boolean isAllowedOrigin(Request request) {
        var origin = request.origin().orElseThrow().toLowerCase(Locale.ROOT);
        var own = (request.secure() ? "https://" : "http://") + request.host().orElseThrow().toLowerCase(Locale.ROOT);
        return origin.equals(own) || origins.contains(origin);
    }

    private static boolean isOpen(Request request) {
        var path = request.path();
        var readable = path.equals(HEALTH) || path.equals(PAGE) || path.startsWith(ASSETS);
        return !request.upgrade() && (readable && SAFE_METHODS.contains(request.method())
                || path.equals(SESSION) && request.method().equals("POST"));
    }

    private boolean hasToken(Request request) {
        return request.authorization().filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(presented -> equal(presented, token.orElseThrow().value())).isPresent();
    }

    /** Browsers attach a cookie to requests from any page, so it counts only if the hub's own page sent the request. */
    private static boolean isFromOwnPage(Request request) {
        var ownSite = request.fetchSite().map(OWN_SITE::contains).orElse(true);
        var safe = SAFE_METHODS.contains(request.method()) && !request.upgrade();
        return ownSite && (safe || request.origin().isPresent());
    }

    private static String withoutPort(String host) {
        var end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return end > 0 ? host.substring(0, end) : host;
    }

    private static boolean equal(String presented, String secret) {
        return MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8),
                secret.getBytes(StandardCharsets.UTF_8));
    }
}
