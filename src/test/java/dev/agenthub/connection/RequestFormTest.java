package dev.agenthub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormTest {

    private static HttpRequest get(String target) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false));
    }

    private static HttpRequest toHost(String host) {
        var request = get("/");
        request.headers().add("Host", host);
        return request;
    }

    private static HttpRequest target(String target) {
        var request = get(target);
        request.headers().add("Host", "localhost:9000");
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9000", "127.0.0.1:1", "[::1]", "[::1]:9000",
            "[::ffff:127.0.0.1]:9000",
        "hub.example:443", "a_b.example"})
    void aHostIsANameOrAnAddressWithAnOptionalPort(String host) {
        assertThat(RequestForm.problem(toHost(host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":9000", "localhost:", "localhost:x", "localhost:9000:9000", "localhost:123456", "a b",
            "a/b",
        "user@localhost", "localhost#", "[::1", "::1", "[]", "[x]", "[::1]x", "a%00b", "\u00e9", "<script>"})
    void anyOtherHostIsRejected(String host) {
        assertThat(RequestForm.problem(toHost(host))).isPresent();
    }

    @Test
    void exactlyOneHostHeaderIsRequired() {
        assertThat(RequestForm.problem(get("/")))
                .hasValue("A request must have exactly one Host header; this one has none.");
        var two = toHost("localhost");
        two.headers().add("host", "localhost");
        assertThat(RequestForm.problem(two)).hasValue("A request must have exactly one Host header; this one has 2.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Origin", "Content-Length", "Content-Type", "Cookie", "Transfer-Encoding",
        "Sec-Fetch-Site"})
    void criticalHeadersMustNotBeRepeatedEvenWithTheSameValue(String name) {
        var request = toHost("localhost");
        request.headers().add(name, "1");
        assertThat(RequestForm.problem(request)).isEmpty();
        request.headers().add(name.toLowerCase(), "1");
        assertThat(RequestForm.problem(request).orElseThrow()).containsIgnoringCase(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/agents?x=1&y=%20", "*", "http://localhost:9000", "HTTP://LOCALHOST:9000/api",
        "http://localhost:9000?x", "/%C3%A9", "//x", "/a:b"})
    void aTargetThatAgreesWithTheHostIsAccepted(String target) {
        assertThat(RequestForm.problem(target(target))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil/", "http://localhost/", "http://localhost:9000@evil/",
            "http://evil#localhost:9000",
        "localhost:9000", "evil:443", "", "api", "/%", "/%4", "/%zz", "/?%zz", "/%00", "/a%00.md", "/\u0001", "/\u00e9",
        "/\u007f", "http:/localhost:9000/"})
    void anyOtherTargetIsRejected(String target) {
        assertThat(RequestForm.problem(target(target))).isPresent();
    }
}
