package dev.agenthub.connection;

import dev.agenthub.api.ProblemJson;
import dev.agenthub.api.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;

/** The response to a malformed request: a problem (RFC 9457), after which the connection is closed. */
record Refusal(HttpResponseStatus status, String detail) {

    static Refusal timeout(long seconds) {
        return new Refusal(HttpResponseStatus.REQUEST_TIMEOUT,
                "The request did not arrive completely within %d s.".formatted(seconds));
    }

    static Refusal malformed(String detail) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, detail);
    }

    static Refusal ofVersion(HttpVersion version) {
        return new Refusal(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
                "The hub speaks HTTP/1.1, not %s.".formatted(version));
    }

    /** For a request that could not be decoded. */
    static Refusal of(DecoderResult failure) {
        return switch (failure.cause()) {
            case TooLongHttpLineException line -> new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG,
                    "The request line is too long.");
            case TooLongHttpHeaderException header -> new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The request headers are too large.");
            default -> malformed("Not a valid HTTP/1.1 request.");
        };
    }

    ByteBuf bytes() {
        var body = Wire.write(new ProblemJson(status.code(), status.reasonPhrase(), detail));
        return Unpooled.copiedBuffer("HTTP/1.1 %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
                .formatted(status, body.getBytes(StandardCharsets.UTF_8).length)
                + "Cache-Control: no-store\r\nConnection: close\r\n\r\n" + body, StandardCharsets.UTF_8);
    }
}
