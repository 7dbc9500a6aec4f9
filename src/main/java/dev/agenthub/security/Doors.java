package dev.agenthub.security;

import dev.agenthub.security.DoorRules.Request;
import dev.agenthub.security.DoorRules.Verdict;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Puts the rules before every route there is, those of extensions and WebSocket upgrades too. */
@Singleton
public class Doors {

    /** The cookie that a browser has in the token's stead. */
    static final String COOKIE = "agent_hub";

    /** Only what every answer is given, refusals too, comes earlier. */
    private static final int BEFORE_ALL = Integer.MAX_VALUE - 1;

    private final DoorRules rules;
    private final Optional<Token> token;

    Doors(DoorRules rules, Optional<Token> token) {
        this.rules = rules;
        this.token = token;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_ALL);
    }

    private void pass(RoutingContext context) {
        switch (rules.judge(request(context))) {
            case Verdict.Admitted() -> context.next();
            case Verdict.Refused(var status, var detail) -> refuse(context, status, detail);
        }
    }

    private static Request request(RoutingContext context) {
        var request = context.request();
        return new Request(request.method().name(), context.normalizedPath(), request.headers().contains(HttpHeaders.UPGRADE),
                request.isSSL(), host(request), header(context, HttpHeaders.ORIGIN.toString()),
                header(context, HttpHeaders.AUTHORIZATION.toString()),
                Optional.ofNullable(request.getCookie(COOKIE)).map(Cookie::getValue), header(context, "Sec-Fetch-Site"));
    }

    /** HTTP/2 has a pseudo-header of its own in the place of Host (RFC 9113, section 8.3.1). */
    private static Optional<String> host(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return Optional.ofNullable(request.getHeader(HttpHeaders.HOST));
        }
        return Optional.ofNullable(request.authority())
                .map(authority -> authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port());
    }

    private static Optional<String> header(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        var response = context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(new JsonObject().put("status", status).put("title", status == 401 ? "Unauthorized" : "Forbidden")
                .put("detail", detail).encode());
    }

    /** Whether the request shows the token, or the cookie in its stead. */
    public boolean knows(RoutingContext context) {
        return rules.knows(request(context));
    }

    /** Gives a browser that has shown the token, or a code in its stead, a cookie in its stead. */
    public void remember(RoutingContext context) {
        token.ifPresent(known -> context.response().addCookie(Cookie.cookie(COOKIE, known.cookie())
                .setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.STRICT).setSecure(context.request().isSSL())));
    }
}
