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
 * Who is let in, by what a request says: nothing but headers, method and path is looked at.
 *
 * <ol>
 * <li>{@code Host} must name this hub, or a page could reach it by a name of its own (DNS rebinding).
 * <li>{@code Origin}, where there is one, must be the hub's own or an allowed one, exactly; {@code null} is none of them. This goes for
 * WebSocket upgrades too, which no CORS rule guards.
 * <li>The token must be shown, but for {@value #HEALTH}, the page's own files, in which nothing is secret, and {@value #SESSION}, which
 * judges for itself. A cookie counts only where the browser vouches that the hub's own page asks.
 * <li>Whoever has shown too many wrong ones is told to come later; the right one is let in all the same.
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
        record Admitted(Caller caller) implements Verdict {
        }

        /** It is answered with the status, and a sentence that says why. */
        record Refused(int status, String detail) implements Verdict {
        }
    }

    /** Who asks. */
    public sealed interface Caller {

        /** Whoever it is, it has shown nothing. */
        record Stranger() implements Caller {
        }

        /** It has shown something wrong. */
        record Guesser() implements Caller {
        }

        /** It has shown the token, or needs none. */
        record Holder() implements Caller {
        }

        /** A browser that has signed in, by the hash of its session. */
        record Browser(String session) implements Caller {
        }
    }

    private static final Caller STRANGER = new Caller.Stranger();
    private static final Caller GUESSER = new Caller.Guesser();
    private static final Caller HOLDER = new Caller.Holder();

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Optional<Token> token;
    private final Function<String, Optional<String>> sessions;

    /**
     * @param ownHost the address that the hub listens on
     * @param allowedHosts more names by which it may be called, without port
     * @param token what callers must show; empty admits everybody who passes the other rules
     * @param sessions finds the session of a browser by the id in its cookie
     */
    public DoorRules(String ownHost, List<String> allowedHosts, List<URI> allowedOrigins, Optional<Token> token,
            Function<String, Optional<String>> sessions) {
        this.hosts = Stream.concat(Stream.of(ownHost), allowedHosts.stream())
                .map(host -> host.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.origins = allowedOrigins.stream().map(URI::toString).map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.token = token;
        this.sessions = sessions;
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
        return switch (caller(request)) {
            case Caller.Holder holder -> new Verdict.Admitted(holder);
            case Caller.Browser browser -> new Verdict.Admitted(browser);
            case Caller.Stranger stranger when open(request) -> new Verdict.Admitted(stranger);
            case Caller.Guesser guesser when open(request) -> new Verdict.Admitted(guesser);
            case Caller.Stranger() -> new Verdict.Refused(401,
                    "Show the hub's token: Authorization: Bearer with what `agent-hub token` prints.");
            case Caller.Guesser() -> new Verdict.Refused(401,
                    "That is not the hub's token, or the session has ended. `agent-hub token` prints the token.");
        };
    }

    /** Who asks, by the token, or by the cookie in its place. */
    Caller caller(Request request) {
        if (token.isEmpty() || bears(request)) {
            return HOLDER;
        }
        if (request.authorization().isPresent()) {
            return GUESSER;
        }
        var session = request.cookie().flatMap(sessions);
        return session.filter(known -> ownPage(request)).<Caller>map(Caller.Browser::new)
                .orElse(request.cookie().isPresent() && session.isEmpty() ? GUESSER : STRANGER);
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
    private static boolean ownPage(Request request) {
        var ownSite = request.fetchSite().map(OWN_SITE::contains).orElse(true);
        var harmless = SAFE_METHODS.contains(request.method()) && !request.upgrade();
        return ownSite && (harmless || request.origin().isPresent());
    }

    private static String withoutPort(String host) {
        var end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return end > 0 ? host.substring(0, end) : host;
    }

    private static boolean equal(String shown, String secret) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
