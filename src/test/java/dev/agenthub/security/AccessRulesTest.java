package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.security.AccessRules.Caller;
import dev.agenthub.security.AccessRules.Request;
import dev.agenthub.security.AccessRules.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");
    private static final String BEARER = "Bearer 0123456789abcdef0123456789abcdef";

    private final AccessRules rules =
            new AccessRules("127.0.0.1", List.of("hub.example"), List.of(URI.create("https://ui.example:8443")),
            Optional.of(TOKEN), id -> id.equals("known") ? Optional.of("its hash") : Optional.empty());

    private static Request get(String host, String origin, String authorization) {
        return new Request("GET", "/api/status", false, false, Optional.ofNullable(host), Optional.ofNullable(origin),
                Optional.ofNullable(authorization), Optional.empty(), Optional.empty());
    }

    private static Request withCookie(String method, boolean upgrade, String origin, String fetchSite) {
        return new Request(method, "/api/status", upgrade, false, Optional.of("127.0.0.1:9000"),
                Optional.ofNullable(origin),
                Optional.empty(), Optional.of("known"), Optional.ofNullable(fetchSite));
    }

    private int status(Request request) {
        return switch (rules.judge(request)) {
            case Verdict.Admitted(var caller) -> 200;
            case Verdict.Refused(var status, var detail) -> {
                assertThat(detail).isNotBlank();
                yield status;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9000", "localhost:9000", "LOCALHOST", "[::1]:9000", "127.8.8.8", "hub.example",
            "hub.example:443"})
    void hostsThatNameThisHubAreAdmitted(String host) {
        assertThat(status(get(host, null, BEARER))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.1", "",
            "[::2]", "hub.example.evil"})
    void foreignHostsAreRefusedEvenWithTheToken(String host) {
        assertThat(status(get(host, null, BEARER))).isEqualTo(403);
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(status(get(null, null, BEARER))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "https://ui.example:8443"})
    void ownAndAllowedOriginsAreAdmitted(String origin) {
        assertThat(status(get("127.0.0.1:9000", origin, BEARER))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:3000", "https://127.0.0.1:9000",
            "http://localhost:9000",
        "http://127.0.0.1:9000.evil.example", "https://ui.example", "file://", ""})
    void foreignOriginsAreRefusedEvenWithTheToken(String origin) {
        assertThat(status(get("127.0.0.1:9000", origin, BEARER))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic 0123456789abcdef0123456789abcdef",
            "0123456789abcdef0123456789abcdef"})
    void requestsWithoutTheTokenAreRefused(String authorization) {
        assertThat(status(get("127.0.0.1:9000", null, authorization))).isEqualTo(401);
        assertThat(status(get("127.0.0.1:9000", null, null))).isEqualTo(401);
    }

    private static Request anonymous(String method, String path, boolean upgrade, String origin) {
        return new Request(method, path, upgrade, false, Optional.of("localhost"), Optional.ofNullable(origin),
                Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/", "/assets/index-1a2b.js"})
    void healthAndThePagesFilesAreReadableWithoutTheToken(String path) {
        assertThat(status(anonymous("GET", path, false, null))).isEqualTo(200);
        assertThat(status(anonymous("POST", path, false, null))).isEqualTo(401);
        assertThat(status(anonymous("GET", path, true, null))).isEqualTo(401);
        assertThat(status(anonymous("GET", path, false, "http://evil.example"))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health/", "/assets", "/index.html", "/api/status", "/q/metrics", "//",
        "/api/session/code"})
    void everythingElseNeedsTheToken(String path) {
        assertThat(status(anonymous("GET", path, false, null))).isEqualTo(401);
        assertThat(status(anonymous("POST", path, false, null))).isEqualTo(401);
    }

    @Test
    void aLoginIsAdmittedAndChecksItsOwnCredential() {
        assertThat(status(anonymous("POST", "/api/session", false, null))).isEqualTo(200);
        assertThat(status(anonymous("POST", "/api/session", false, "http://evil.example"))).isEqualTo(403);
        assertThat(status(anonymous("GET", "/api/session", false, null))).isEqualTo(401);
        assertThat(rules.caller(anonymous("POST", "/api/session", false, null))).isInstanceOf(Caller.Anonymous.class);
    }

    @Test
    void aCookieCountsOnRequestsFromTheHubsOwnPage() {
        assertThat(status(withCookie("GET", false, null, null))).isEqualTo(200);
        assertThat(status(withCookie("GET", false, null, "same-origin"))).isEqualTo(200);
        assertThat(status(withCookie("POST", false, "http://127.0.0.1:9000", "same-origin"))).isEqualTo(200);
        assertThat(status(withCookie("GET", true, "http://127.0.0.1:9000", null))).isEqualTo(200);
    }

    @Test
    void aCookieDoesNotCountOnRequestsOfUnknownOrigin() {
        assertThat(status(withCookie("POST", false, null, null))).isEqualTo(401);
        assertThat(status(withCookie("GET", true, null, null))).isEqualTo(401);
        assertThat(status(withCookie("GET", false, null, "same-site"))).isEqualTo(401);
        assertThat(status(withCookie("GET", false, null, "cross-site"))).isEqualTo(401);
    }

    @Test
    void onlyAWrongCredentialMakesAGuesser() {
        assertThat(rules.caller(get("127.0.0.1", null, "Bearer wrong"))).isInstanceOf(Caller.Guesser.class);
        assertThat(rules.caller(get("127.0.0.1", null, null))).isInstanceOf(Caller.Anonymous.class);
        assertThat(rules.caller(get("127.0.0.1", null, BEARER))).isInstanceOf(Caller.Holder.class);
        var cookie = new Request("GET", "/api/status", false, false, Optional.of("127.0.0.1"), Optional.empty(),
                Optional.empty(), Optional.of("wrong"), Optional.empty());
        assertThat(rules.caller(cookie)).isInstanceOf(Caller.Guesser.class);
        assertThat(rules.caller(withCookie("GET", false, null, null))).isEqualTo(new Caller.Browser("its hash"));
        // Sent by another page, so not a guess.
        assertThat(rules.caller(withCookie("GET", false, null, "cross-site"))).isInstanceOf(Caller.Anonymous.class);
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(TOKEN.toString()).doesNotContain("0123");
        assertThat(TOKEN.fingerprint()).doesNotContain("0123456789abcdef0123456789abcdef");
    }
}
