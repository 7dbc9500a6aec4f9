package dev.agenthub.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Adds security and cache headers to all responses. */
@Singleton
final class PageHeaders {

    /**
     * Only the hub's own scripts run. Styles need unsafe-inline, since xterm.js creates style elements and attributes
     * at runtime.
     */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    /** First of all filters, so that refusals have the headers too. */
    private static final int PRIORITY = Integer.MAX_VALUE;

    void register(@Observes Filters filters) {
        filters.register(PageHeaders::add, PRIORITY);
    }

    private static void add(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", POLICY).putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer").putHeader("X-Frame-Options", "DENY");
        // Cache headers depend on the status: a 404 must not be cached.
        context.addHeadersEndHandler(end -> addCacheControl(context));
        context.next();
    }

    /**
     * Asset names contain a hash of their content, so assets never change. The page refers to them and is revalidated
     * each time.
     */
    private static void addCacheControl(RoutingContext context) {
        var response = context.response();
        var path = context.normalizedPath();
        var found = response.getStatusCode() == 200 || response.getStatusCode() == 304;
        if (found && path.startsWith(AccessRules.ASSETS)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, IMMUTABLE);
        } else if (!response.headers().contains(HttpHeaders.CACHE_CONTROL) || path.equals(AccessRules.PAGE)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, path.equals(AccessRules.PAGE) ? "no-cache" : "no-store");
        }
    }
}
