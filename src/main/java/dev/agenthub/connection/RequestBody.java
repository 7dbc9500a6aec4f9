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
 * Takes a request's body as a whole before anybody works on the request. Else each that is half sent would hold a worker
 * thread, and there are fewer of those than of connections. On the event loop; never blocks.
 *
 * <p>Vert.x' BodyHandler would do this, but after an empty body ({@code Content-Length: 0}) Quarkus waits for an end that has come already.
 */
public final class RequestBody {

    private static final Logger LOG = Logger.getLogger(RequestBody.class);

    /** In bytes, as {@code quarkus.http.limits.max-body-size}, which is looked at later. */
    private static final int LARGEST = 1 << 20;

    private final RoutingContext context;
    private final Buffer body = Buffer.buffer();
    private boolean tooLarge;

    private RequestBody(RoutingContext context) {
        this.context = context;
    }

    /** Lets the request go on when its body is there; one that breaks off goes nowhere. */
    public static void gather(RoutingContext context) {
        var request = context.request();
        if (request.isEnded()) {
            context.next();
            return;
        }
        var gathering = new RequestBody(context);
        if (length(request) > LARGEST) {
            gathering.refuse();
            return;
        }
        // Not in one chain: Quarkus has wrapped the request, and what these answer is not wrapped.
        request.exceptionHandler(gone -> LOG.debugf("A client left amid its request: %s", gone.getMessage()));
        request.endHandler(end -> gathering.end());
        request.handler(gathering::add);
        request.resume();
    }

    /** As the client says; 0 where it says none. Netty has refused what is no number. */
    private static long length(HttpServerRequest request) {
        var said = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return said == null ? 0 : Long.parseLong(said.strip());
    }

    private void add(Buffer part) {
        if (!tooLarge && body.length() + part.length() > LARGEST) {
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
                        .put("detail", "A request's body has at most %d bytes.".formatted(LARGEST)).encode());
    }

    private void end() {
        if (!tooLarge) {
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        }
    }
}
