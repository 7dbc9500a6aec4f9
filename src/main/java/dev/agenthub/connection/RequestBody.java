package dev.agenthub.connection;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import org.jboss.logging.Logger;

/**
 * Reads a request's whole body before the request is handled. Otherwise each half-sent body would hold a worker thread,
 * of which there are fewer than connections. Runs on the event loop; never blocks.
 *
 * <p>Not Vert.x's BodyHandler: after it has read an empty body ({@code Content-Length: 0}), Quarkus waits forever for
 * the end.
 */
public final class RequestBody {

    private static final Logger LOG = Logger.getLogger(RequestBody.class);

    /** In bytes; must equal {@code quarkus.http.limits.max-body-size}, which Quarkus checks later. */
    private static final int MAX_BYTES = 1 << 20;

    private final RoutingContext context;
    private final Buffer body = Buffer.buffer();
    private boolean tooLarge;

    private RequestBody(RoutingContext context) {
        this.context = context;
    }

    /** Passes the request on once its body is complete. An aborted request is dropped. */
    public static void read(RoutingContext context) {
        var request = context.request();
        if (request.isEnded()) {
            context.next();
            return;
        }
        var reading = new RequestBody(context);
        if (declaredLength(request) > MAX_BYTES) {
            reading.refuse();
            return;
        }
        // Not chained: these methods return the request without the wrapper that Quarkus put around it.
        request.exceptionHandler(e -> LOG.debugf("A client disconnected during its request: %s", e.getMessage()));
        request.endHandler(end -> reading.end());
        request.handler(reading::add);
        request.resume();
    }

    /** The value of Content-Length, or 0 without one. Netty has already refused a value that is not a number. */
    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length.strip());
    }

    private void add(Buffer part) {
        if (!tooLarge && body.length() + part.length() > MAX_BYTES) {
            refuse();
        } else if (!tooLarge) {
            body.appendBuffer(part);
        }
    }

    private void refuse() {
        tooLarge = true;
        var status = HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
        context.response().setStatusCode(status.code()).putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject().put("status", status.code()).put("title", status.reasonPhrase())
                        .put("detail", "A request body has at most %d bytes.".formatted(MAX_BYTES)).encode());
    }

    private void end() {
        if (!tooLarge) {
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        }
    }
}
