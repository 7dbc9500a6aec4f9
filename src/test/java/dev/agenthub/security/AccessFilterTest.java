package dev.agenthub.security;

import static dev.agenthub.api.Samples.keys;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.agenthub.api.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Tests that every route is protected, including those of extensions and future ones. */
@QuarkusTest
@TestProfile(AccessFilterTest.WithoutEngine.class)
public class AccessFilterTest {

    public static final String TOKEN = "a-token-for-tests-0123456789abcdef";

    /** A hub without an engine, which access control does not need. */
    public static class WithoutEngine implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                var folder = Files.createTempDirectory("access").toString();
                return Map.of("hub.project-root", folder, "hub.state-dir", folder + "/state", "hub.token", TOKEN,
                        "hub.orchestrator-policy", "manual");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Inject
    Router router;

    @TestHTTPResource("/")
    URI hub;

    /** The paths of all routes, with their parameters filled in. */
    private Set<String> paths() {
        // The router has a single route, /q/, for those of extensions.
        var paths = new LinkedHashSet<>(List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/metrics",
                "/q/openapi", "/q/asyncapi", "/nothing"));
        for (var route : router.getRoutes()) {
            if (route.getPath() != null) {
                paths.add(route.getPath().replaceAll(":\\w+|\\*", "qa").replaceAll("[\\\\()?]", ""));
            }
        }
        var api = given().header("Authorization", "Bearer " + TOKEN).get("/q/openapi").jsonPath();
        api.<String, Object>getMap("paths").keySet().forEach(path -> paths.add(path.replaceAll("\\{\\w+}", "qa")));
        return paths;
    }

    @Test
    void thereAreRoutesToTest() {
        assertThat(paths()).contains("/ws", "/api/status", "/api/session", "/api/session/code", "/api/agents/qa/input",
                "/q/metrics");
    }

    @Test
    void everyRouteRequiresTheToken() {
        forEveryRoute(given(), 401, Set.of("/api/health", "/"));
    }

    @Test
    void everyRouteRefusesAForeignHostEvenWithTheToken() {
        forEveryRoute(given().header("Authorization", "Bearer " + TOKEN).header("Host", "evil.example"), 403, Set.of());
    }

    @Test
    void everyRouteRefusesAForeignOriginEvenWithTheToken() {
        forEveryRoute(given().header("Authorization", "Bearer " + TOKEN).header("Origin", "http://evil.example"), 403,
                Set.of());
    }

    private void forEveryRoute(RequestSpecification request, int status, Set<String> open) {
        for (var path : paths()) {
            for (var method : Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
                var answer = given().spec(request).request(Method.valueOf(method.name()), path);
                if (!(open.contains(path) && method.equals(HttpMethod.GET))) {
                    assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(status);
                    assertThat(answer.contentType()).startsWith("application/problem+json");
                    assertThat(answer.jsonPath().getString("detail")).isNotBlank();
                }
            }
        }
    }

    @Test
    void aWebSocketUpgradeNeedsTheTokenAndAnAllowedOrigin() {
        assertThat(upgrade(Map.of())).isEqualTo(401);
        assertThat(upgrade(Map.of("Origin", "http://evil.example", "Authorization", "Bearer " + TOKEN))).isEqualTo(403);
        assertThat(upgrade(Map.of("Origin", "null", "Authorization", "Bearer " + TOKEN))).isEqualTo(403);
        assertThat(upgrade(Map.of("Authorization", "Bearer " + TOKEN))).isEqualTo(101);
    }

    @Test
    void anHttp2UpgradeIsAnsweredWithHttp11() throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        var request = HttpRequest.newBuilder(hub.resolve("/api/agents"));
        var refused = client.send(request.build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        var admitted = client.send(request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
        assertThat(admitted.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(admitted.statusCode()).isEqualTo(200);
    }

    private int upgrade(Map<String, String> headers) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        try {
            var socket = URI.create("ws" + hub.toString().substring("http".length()) + "ws");
            builder.buildAsync(socket, new WebSocket.Listener() { }).join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    @Test
    void aSessionCookieIsHttpOnlyAndSameSiteStrict() {
        var cookie = given().header("Authorization", "Bearer " + TOKEN).post("/api/session").then().statusCode(204)
                .extract().header("Set-Cookie");
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict").doesNotContain(TOKEN);
        var pair = cookie.substring(0, cookie.indexOf(';'));
        given().header("Cookie", pair).get("/api/agents").then().statusCode(200);
        given().header("Cookie", pair).post("/api/agents/qa/stop").then().statusCode(401);
        var own = hub.getScheme() + "://" + hub.getAuthority();
        given().header("Cookie", pair).header("Origin", own).post("/api/agents/qa/stop").then().statusCode(200);
        given().post("/api/session").then().statusCode(401);
    }

    private String signIn() {
        var cookie = given().header("Authorization", "Bearer " + TOKEN).post("/api/session").then().statusCode(204)
                .extract().header("Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void signingOutEndsOnlyOneBrowsersSession() {
        var own = hub.getScheme() + "://" + hub.getAuthority();
        var one = signIn();
        var other = signIn();
        assertThat(one).isNotEqualTo(other);
        given().header("Cookie", one).delete("/api/session").then().statusCode(401);
        given().header("Cookie", one).header("Origin", own).delete("/api/session").then().statusCode(204)
                .header("Set-Cookie", containsString("Max-Age=0"));
        given().header("Cookie", one).get("/api/agents").then().statusCode(401);
        given().header("Cookie", other).get("/api/agents").then().statusCode(200);
        given().header("Authorization", "Bearer " + TOKEN).delete("/api/session?all=true").then().statusCode(204);
        given().header("Cookie", other).get("/api/agents").then().statusCode(401);
    }

    @Test
    void aCookieHasAMaximumAge() {
        assertThat(given().header("Authorization", "Bearer " + TOKEN).post("/api/session").header("Set-Cookie"))
                .contains("Max-Age=" + 30 * 24 * 3600).contains("Path=/");
    }

    /** Forms of other pages can send these types without a CORS preflight. */
    @Test
    void requestBodiesMustBeJson() throws Exception {
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            for (var path : List.of("/api/agents/qa/input", "/api/agents/qa/tasks", "/api/agents/qa/explain")) {
                assertThat(sent("POST", path, type)).as("%s as %s", path, type).isEqualTo(415);
            }
            assertThat(sent("PUT", "/api/agents/qa/policy", type)).as(type).isEqualTo(415);
        }
    }

    private int sent(String method, String path, String type) throws Exception {
        var request = HttpRequest.newBuilder(hub.resolve(path)).header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", type).method(method, BodyPublishers.ofString(Wire.write(keys("x")))).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aLoginCodeWorksOnce() {
        given().post("/api/session/code").then().statusCode(401);
        var code = given().header("Authorization", "Bearer " + TOKEN).post("/api/session/code").then().statusCode(200)
                .body("expires_in_seconds", equalTo(60)).extract().<String>path("code");
        var login = given().contentType(ContentType.JSON).body(Map.of("code", code));
        given().spec(login).header("Origin", "http://evil.example").post("/api/session").then().statusCode(403);
        var cookie = given().spec(login).post("/api/session").then().statusCode(204).extract().header("Set-Cookie");
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        given().header("Cookie", cookie.substring(0, cookie.indexOf(';'))).get("/api/agents").then().statusCode(200);
        given().spec(login).post("/api/session").then().statusCode(401)
                .body("detail", containsString("agent-hub open"));
        given().contentType(ContentType.JSON).body("{}").post("/api/session").then().statusCode(401);
        given().contentType(ContentType.JSON).post("/api/session").then().statusCode(401);
    }

    @Test
    void thePageIsPublicAndLoadsNothingFromElsewhere() {
        var page = given().get("/").then().statusCode(200).contentType("text/html").header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy",
                        allOf(containsString("default-src 'self'"), containsString("frame-ancestors 'none'"),
                        not(containsString("script-src")), not(containsString("unsafe-eval"))))
                .extract().asString();
        assertThat(page).doesNotContain("http://", "https://", "<style", "onload=")
                .containsPattern("src=\"/assets/[^\"]+\\.js\"");
        var script = page.replaceAll("(?s).*src=\"(/assets/[^\"]+\\.js)\".*", "$1");
        given().get(script).then().statusCode(200).header("Cache-Control", containsString("immutable"))
                .header("Content-Encoding", "gzip").header("X-Content-Type-Options", "nosniff");
        given().get("/assets/nothing.js").then().statusCode(404).header("Cache-Control", "no-store");
    }

    @Test
    void apiResponsesAreNotCached() {
        given().header("Authorization", "Bearer " + TOKEN).get("/api/agents").then()
                .header("Cache-Control", "no-store");
        given().get("/api/agents").then().statusCode(401).header("Cache-Control", "no-store");
    }

    @Test
    void aHubWithoutAnEngineIsLive() {
        given().header("Authorization", "Bearer " + TOKEN).get("/q/health/live").then().statusCode(200);
        given().header("Authorization", "Bearer " + TOKEN).get("/api/agents").then().statusCode(200)
                .body("id", notNullValue());
    }
}
