package dev.agenthub.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What a browser may do with what the hub sends: load nothing from elsewhere, be in no frame, guess no type, tell nobody where it was. */
@Singleton
final class PageHeaders {

    /**
     * The hub's own scripts and nothing else runs. Styles are more open: the terminal of the page (xterm.js) makes style elements and style
     * attributes for colours and sizes of its own, which cannot be named beforehand.
     */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private static final String FOREVER = "public, max-age=31536000, immutable";

    /** Before all, so that refusals have them too. */
    private static final int BEFORE_THE_DOORS = Integer.MAX_VALUE;

    void register(@Observes Filters filters) {
        filters.register(PageHeaders::add, BEFORE_THE_DOORS);
    }

    private static void add(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", POLICY).putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer").putHeader("X-Frame-Options", "DENY");
        // When the answer is known: what is not there must not be remembered.
        context.addHeadersEndHandler(end -> remember(context));
        context.next();
    }

    /** A file of the page has a name made of what is in it, so it never changes; the page itself names them, and is asked for each time. */
    private static void remember(RoutingContext context) {
        var response = context.response();
        var path = context.normalizedPath();
        var found = response.getStatusCode() == 200 || response.getStatusCode() == 304;
        if (found && path.startsWith(DoorRules.ASSETS)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, FOREVER);
        } else if (!response.headers().contains(HttpHeaders.CACHE_CONTROL) || path.equals(DoorRules.PAGE)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, path.equals(DoorRules.PAGE) ? "no-cache" : "no-store");
        }
    }
}
