package dev.agenthub.security;

import dev.agenthub.api.ProblemJson;
import dev.agenthub.api.Wire;
import dev.agenthub.connection.Connections;
import dev.agenthub.connection.RequestBody;
import dev.agenthub.security.AccessRules.Caller;
import dev.agenthub.security.AccessRules.Request;
import dev.agenthub.security.AccessRules.Verdict;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Applies the {@link AccessRules} to every route, including those of extensions and WebSocket upgrades. */
@Singleton
public class AccessFilter {

    /**
     * The session cookie's name, followed by the port. Cookies are shared between all ports of a host, and a second hub
     * on this machine must not overwrite the first one's cookie.
     */
    static final String COOKIE = "agent_hub_";

    /** Before everything but {@link PageHeaders}, which apply to refusals too. */
    private static final int PRIORITY = Integer.MAX_VALUE - 1;

    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AccessRules rules;
    private final Optional<Sessions> sessions;
    private final Connections connections;
    private final Clock clock;
    private final Guesses guesses = new Guesses();

    AccessFilter(AccessRules rules, Optional<Sessions> sessions, Connections connections, Clock clock) {
        this.rules = rules;
        this.sessions = sessions;
        this.connections = connections;
        this.clock = clock;
        sessions.ifPresent(known -> known.onEnd(connections::end));
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    private void filter(RoutingContext context) {
        switch (rules.judge(request(context))) {
            case Verdict.Admitted(var caller) -> {
                trust(context, caller);
                proceed(context);
            }
            case Verdict.Refused(var status, var detail) when status == 401 && isGuess(context) ->
                    guesses.wrong(clock.instant()).map(TooManyGuesses::seconds).ifPresentOrElse(
                            seconds -> refuseGuess(context, seconds), () -> refuse(context, status, detail));
            case Verdict.Refused(var status, var detail) -> refuse(context, status, detail);
        }
    }

    private static void proceed(RoutingContext context) {
        if (WITHOUT_BODY.contains(context.request().method())) {
            context.next();
        } else {
            RequestBody.read(context);
        }
    }

    private void trust(RoutingContext context, Caller caller) {
        switch (caller) {
            case Caller.Holder() -> connections.trust(context, Optional.empty());
            case Caller.Browser(var session) -> connections.trust(context, Optional.of(session));
            case Caller.Anonymous(), Caller.Guesser() -> { }
        }
    }

    private boolean isGuess(RoutingContext context) {
        return rules.caller(request(context)) instanceof Caller.Guesser;
    }

    private static void refuseGuess(RoutingContext context, long seconds) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        refuse(context, 429, TooManyGuesses.sentence(seconds));
    }

    private static Request request(RoutingContext context) {
        var request = context.request();
        return new Request(request.method().name(), context.normalizedPath(),
                request.headers().contains(HttpHeaders.UPGRADE),
                request.isSSL(), header(context, HttpHeaders.HOST.toString()),
                header(context, HttpHeaders.ORIGIN.toString()),
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
        var response = context.response().setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(Wire.write(new ProblemJson(status, HttpResponseStatus.valueOf(status).reasonPhrase(), detail)));
    }

    /**
     * Whether the caller is authenticated, by its headers or by a credential in its body.
     *
     * @param valid whether the credential in the body is valid; empty if there is none
     * @throws TooManyGuesses if it is wrong, as too many have been lately
     */
    public boolean admits(RoutingContext context, Optional<Boolean> valid) {
        var caller = rules.caller(request(context));
        var known = caller instanceof Caller.Holder || caller instanceof Caller.Browser;
        if (known || valid.orElse(false)) {
            return true;
        }
        if (valid.isPresent() || caller instanceof Caller.Guesser) {
            guesses.wrong(clock.instant()).ifPresent(wait -> {
                throw new TooManyGuesses(wait);
            });
        }
        return false;
    }

    /** Starts a session for the browser and ends its previous one. Blocking. */
    public void signIn(RoutingContext context) {
        sessions.ifPresent(known -> {
            cookie(context).ifPresent(known::end);
            setCookie(context, known.begin(clock.instant()), known.life().toSeconds());
        });
    }

    /** Ends the browser's session, or all sessions. Blocking. */
    public void signOut(RoutingContext context, boolean all) {
        sessions.ifPresent(known -> {
            // Detach this connection first: ending the session closes its connections, and the response must still
            // arrive.
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
