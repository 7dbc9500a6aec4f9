package dev.agenthub.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** The answer to what is no request: a problem (RFC 9457), after which the connection ends. */
record Refusal(HttpResponseStatus status, String detail) {

    static Refusal late(long seconds) {
        return new Refusal(HttpResponseStatus.REQUEST_TIMEOUT,
                "The request did not arrive as a whole within %d s.".formatted(seconds));
    }

    static Refusal malformed(String detail) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, detail);
    }

    static Refusal ofVersion(HttpVersion version) {
        return new Refusal(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
                "This hub speaks HTTP/1.1, and not %s.".formatted(version));
    }

    /** What could not be read. */
    static Refusal of(DecoderResult failure) {
        return switch (failure.cause()) {
            case TooLongHttpLineException line -> new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG,
                    "The request's first line is too long.");
            case TooLongHttpHeaderException header -> new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The request's headers are too large.");
            default -> malformed("That is not a request in HTTP/1.1.");
        };
    }

    ByteBuf bytes() {
        var body = new JsonObject().put("status", status.code()).put("title", status.reasonPhrase()).put("detail", detail)
                .encode();
        return Unpooled.copiedBuffer("HTTP/1.1 %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
                .formatted(status, body.getBytes(StandardCharsets.UTF_8).length)
                + "Cache-Control: no-store\r\nConnection: close\r\n\r\n" + body, StandardCharsets.UTF_8);
    }
}
