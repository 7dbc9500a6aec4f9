package dev.agenthub.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agenthub.security.DoorRules.Caller;
import dev.agenthub.security.DoorRules.Request;
import dev.agenthub.security.DoorRules.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorRulesTest {

    private static final Token TOKEN = new Token("0123456789abcdef0123456789abcdef");
    private static final String BEARER = "Bearer 0123456789abcdef0123456789abcdef";

    private final DoorRules rules = new DoorRules("127.0.0.1", List.of("hub.example"), List.of(URI.create("https://ui.example:8443")),
            Optional.of(TOKEN), id -> id.equals("known") ? Optional.of("its hash") : Optional.empty());

    private static Request get(String host, String origin, String authorization) {
        return new Request("GET", "/api/status", false, false, Optional.ofNullable(host), Optional.ofNullable(origin),
                Optional.ofNullable(authorization), Optional.empty(), Optional.empty());
    }

    private static Request withCookie(String method, boolean upgrade, String origin, String fetchSite) {
        return new Request(method, "/api/status", upgrade, false, Optional.of("127.0.0.1:9000"), Optional.ofNullable(origin),
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
    @ValueSource(strings = {"127.0.0.1:9000", "localhost:9000", "LOCALHOST", "[::1]:9000", "127.8.8.8", "hub.example", "hub.example:443"})
    void hostsThatNameThisHubPass(String host) {
        assertThat(status(get(host, null, BEARER))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.1", "", "[::2]", "hub.example.evil"})
    void foreignHostsAreRefusedEvenWithTheToken(String host) {
        assertThat(status(get(host, null, BEARER))).isEqualTo(403);
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(status(get(null, null, BEARER))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "https://ui.example:8443"})
    void theHubsOwnOriginAndAllowedOnesPass(String origin) {
        assertThat(status(get("127.0.0.1:9000", origin, BEARER))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:3000", "https://127.0.0.1:9000", "http://localhost:9000",
        "http://127.0.0.1:9000.evil.example", "https://ui.example", "file://", ""})
    void foreignOriginsAreRefusedEvenWithTheToken(String origin) {
        assertThat(status(get("127.0.0.1:9000", origin, BEARER))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic 0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"})
    void withoutTheTokenNobodyPasses(String authorization) {
        assertThat(status(get("127.0.0.1:9000", null, authorization))).isEqualTo(401);
        assertThat(status(get("127.0.0.1:9000", null, null))).isEqualTo(401);
    }

    private static Request stranger(String method, String path, boolean upgrade, String origin) {
        return new Request(method, path, upgrade, false, Optional.of("localhost"), Optional.ofNullable(origin), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/", "/assets/index-1a2b.js"})
    void healthAndThePagesFilesAreOpenAndOnlyForReading(String path) {
        assertThat(status(stranger("GET", path, false, null))).isEqualTo(200);
        assertThat(status(stranger("POST", path, false, null))).isEqualTo(401);
        assertThat(status(stranger("GET", path, true, null))).isEqualTo(401);
        assertThat(status(stranger("GET", path, false, "http://evil.example"))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health/", "/assets", "/index.html", "/api/status", "/q/metrics", "//",
        "/api/session/code"})
    void nothingElseIsOpen(String path) {
        assertThat(status(stranger("GET", path, false, null))).isEqualTo(401);
        assertThat(status(stranger("POST", path, false, null))).isEqualTo(401);
    }

    @Test
    void aLoginIsHeardAndJudgesForItself() {
        assertThat(status(stranger("POST", "/api/session", false, null))).isEqualTo(200);
        assertThat(status(stranger("POST", "/api/session", false, "http://evil.example"))).isEqualTo(403);
        assertThat(status(stranger("GET", "/api/session", false, null))).isEqualTo(401);
        assertThat(rules.caller(stranger("POST", "/api/session", false, null))).isInstanceOf(Caller.Stranger.class);
    }

    @Test
    void aCookieCountsWhereTheHubsOwnPageAsks() {
        assertThat(status(withCookie("GET", false, null, null))).isEqualTo(200);
        assertThat(status(withCookie("GET", false, null, "same-origin"))).isEqualTo(200);
        assertThat(status(withCookie("POST", false, "http://127.0.0.1:9000", "same-origin"))).isEqualTo(200);
        assertThat(status(withCookie("GET", true, "http://127.0.0.1:9000", null))).isEqualTo(200);
    }

    @Test
    void aCookieDoesNotCountWhereNobodyVouchesForThePage() {
        assertThat(status(withCookie("POST", false, null, null))).isEqualTo(401);
        assertThat(status(withCookie("GET", true, null, null))).isEqualTo(401);
        assertThat(status(withCookie("GET", false, null, "same-site"))).isEqualTo(401);
        assertThat(status(withCookie("GET", false, null, "cross-site"))).isEqualTo(401);
    }

    @Test
    void whoShowsSomethingWrongIsAGuesserAndWhoShowsNothingIsNot() {
        assertThat(rules.caller(get("127.0.0.1", null, "Bearer wrong"))).isInstanceOf(Caller.Guesser.class);
        assertThat(rules.caller(get("127.0.0.1", null, null))).isInstanceOf(Caller.Stranger.class);
        assertThat(rules.caller(get("127.0.0.1", null, BEARER))).isInstanceOf(Caller.Holder.class);
        var cookie = new Request("GET", "/api/status", false, false, Optional.of("127.0.0.1"), Optional.empty(),
                Optional.empty(), Optional.of("wrong"), Optional.empty());
        assertThat(rules.caller(cookie)).isInstanceOf(Caller.Guesser.class);
        assertThat(rules.caller(withCookie("GET", false, null, null))).isEqualTo(new Caller.Browser("its hash"));
        // Another page's doing, and no guess.
        assertThat(rules.caller(withCookie("GET", false, null, "cross-site"))).isInstanceOf(Caller.Stranger.class);
    }

    @Test
    void theTokenIsNeverWrittenOut() {
        assertThat(TOKEN.toString()).doesNotContain("0123");
        assertThat(TOKEN.mark()).doesNotContain("0123456789abcdef0123456789abcdef");
    }
}
