package dev.agenthub.security;

import dev.agenthub.connection.Connections;
import dev.agenthub.connection.RequestBody;
import dev.agenthub.security.DoorRules.Caller;
import dev.agenthub.security.DoorRules.Request;
import dev.agenthub.security.DoorRules.Verdict;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Puts the rules before every route there is, those of extensions and WebSocket upgrades too. */
@Singleton
public class Doors {

    /**
     * The cookie that a browser has in the token's place; the port follows. Browsers keep cookies for a host, whatever the port,
     * and a second hub on this machine must not sign a browser out of the first.
     */
    static final String COOKIE = "agent_hub_";

    /** Only what every answer is given, refusals too, comes earlier. */
    private static final int BEFORE_ALL = Integer.MAX_VALUE - 1;

    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final DoorRules rules;
    private final Optional<Sessions> sessions;
    private final Connections connections;
    private final Clock clock;
    private final Guesses guesses = new Guesses();

    Doors(DoorRules rules, Optional<Sessions> sessions, Connections connections, Clock clock) {
        this.rules = rules;
        this.sessions = sessions;
        this.connections = connections;
        this.clock = clock;
        sessions.ifPresent(known -> known.onEnd(connections::end));
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_ALL);
    }

    private void pass(RoutingContext context) {
        switch (rules.judge(request(context))) {
            case Verdict.Admitted(var caller) -> {
                trust(context, caller);
                goOn(context);
            }
            case Verdict.Refused(var status, var detail) when status == 401 && guessed(context) ->
                    guesses.wrong(clock.instant()).map(TooManyGuesses::seconds).ifPresentOrElse(
                            seconds -> later(context, seconds), () -> refuse(context, status, detail));
            case Verdict.Refused(var status, var detail) -> refuse(context, status, detail);
        }
    }

    private static void goOn(RoutingContext context) {
        if (BODILESS.contains(context.request().method())) {
            context.next();
        } else {
            RequestBody.gather(context);
        }
    }

    private void trust(RoutingContext context, Caller caller) {
        switch (caller) {
            case Caller.Holder() -> connections.trust(context, Optional.empty());
            case Caller.Browser(var session) -> connections.trust(context, Optional.of(session));
            case Caller.Stranger(), Caller.Guesser() -> { }
        }
    }

    private boolean guessed(RoutingContext context) {
        return rules.caller(request(context)) instanceof Caller.Guesser;
    }

    private static void later(RoutingContext context, long seconds) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        refuse(context, 429, TooManyGuesses.sentence(seconds));
    }

    private static Request request(RoutingContext context) {
        var request = context.request();
        return new Request(request.method().name(), context.normalizedPath(), request.headers().contains(HttpHeaders.UPGRADE),
                request.isSSL(), header(context, HttpHeaders.HOST.toString()), header(context, HttpHeaders.ORIGIN.toString()),
                header(context, HttpHeaders.AUTHORIZATION.toString()),
                cookie(context), header(context, "Sec-Fetch-Site"));
    }

    private static Optional<String> cookie(RoutingContext context) {
        return Optional.ofNullable(context.request().getCookie(cookieName(context))).map(Cookie::getValue);
    }

    private static String cookieName(RoutingContext context) {
        return COOKIE + context.request().localAddress().port();
    }

    private static Optional<String> header(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        var response = context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(new JsonObject().put("status", status).put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("detail", detail).encode());
    }

    /**
     * Whether the caller is known, by what its request shows or otherwise by {@code shown}, which it has shown in its body.
     *
     * @param shown whether that is right; empty where it has shown nothing
     * @throws TooManyGuesses where it is not, and too many have guessed lately
     */
    public boolean admits(RoutingContext context, Optional<Boolean> shown) {
        var caller = rules.caller(request(context));
        var known = caller instanceof Caller.Holder || caller instanceof Caller.Browser;
        if (known || shown.orElse(false)) {
            return true;
        }
        if (shown.isPresent() || caller instanceof Caller.Guesser) {
            guesses.wrong(clock.instant()).ifPresent(wait -> {
                throw new TooManyGuesses(wait);
            });
        }
        return false;
    }

    /** Begins a session of the browser that sent the request, and ends the one that it had. Blocking. */
    public void remember(RoutingContext context) {
        sessions.ifPresent(known -> {
            cookie(context).ifPresent(known::end);
            setCookie(context, known.begin(clock.instant()), known.life().toSeconds());
        });
    }

    /** Ends the session of the browser that sent the request, or every session there is. Blocking. */
    public void forget(RoutingContext context, boolean all) {
        sessions.ifPresent(known -> {
            // Before the sessions end: what shows one of them is closed then, and this answer is to arrive.
            connections.trust(context, Optional.empty());
            if (all) {
                known.endAll();
            } else {
                cookie(context).ifPresent(known::end);
            }
            setCookie(context, "", 0);
        });
    }

    private static void setCookie(RoutingContext context, String id, long seconds) {
        context.response().addCookie(Cookie.cookie(cookieName(context), id).setPath("/").setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT).setSecure(context.request().isSSL()).setMaxAge(seconds));
    }
}
