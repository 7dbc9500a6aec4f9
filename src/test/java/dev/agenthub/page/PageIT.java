package dev.agenthub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agenthub.page.Browser.card;
import static dev.agenthub.page.Browser.logIn;
import static dev.agenthub.page.Browser.named;
import static dev.agenthub.page.Browser.openTerminal;
import static dev.agenthub.page.Browser.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.agenthub.RunningHub;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the page in a real browser, with the packaged hub and real containers. */
class PageIT {

    private static RunningHub hub;
    private static Browser browser;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        browser = new Browser();
        hub = new RunningHub("lead", "typed", "tasked", "recorded").set("HUB_AGENT_TASKED_LAUNCH_POLICY", "auto")
                .startWithEngine();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        hub.close();
    }

    @Test
    void theTokenIsRequiredAndAWrongOneIsRefused() {
        try (var person = browser.person(1200, 800)) {
            var page = person.newPage();
            page.navigate(hub.url().toString());
            Browser.token(page).fill("wrong");
            Browser.signInButton(page).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Wrong token");
            Browser.token(page).fill(RunningHub.TOKEN);
            Browser.signInButton(page).click();
            assertThat(card(page, "lead")).isVisible();
            assertThat((String) page.evaluate("JSON.stringify(localStorage) + document.cookie + location.href"))
                    .doesNotContain(RunningHub.TOKEN);
        }
    }

    @Test
    void signingOutShowsTheLoginInEveryBrowserConcerned() throws Exception {
        try (var person = browser.person(1200, 800); var elsewhere = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            var other = logIn(elsewhere, hub);
            named(page.locator("header"), "Sign out").click();
            assertThat(page.locator(".login")).containsText("Sign in with the hub’s token");
            page.reload();
            assertThat(page.locator(".login")).isVisible();
            assertThat(card(other, "lead")).isVisible();
            assertThat(hub.run("sign-out").code()).isZero();
            assertThat(other.locator(".login")).containsText("Your session has expired. Sign in again.");
        }
    }

    @Test
    void aCodeInTheUrlWorksOnceAndIsRemovedFromIt() {
        var code = hub.api().post("/api/session/code").jsonPath().getString("code");
        try (var first = browser.person(1200, 800); var second = browser.person(1200, 800)) {
            var page = first.newPage();
            page.navigate(hub.url() + "/#code=" + code);
            assertThat(card(page, "lead")).isVisible();
            assertThat(page.url()).doesNotContain(code);
            var late = second.newPage();
            late.navigate(hub.url() + "/#code=" + code);
            assertThat(late.locator(".login")).containsText("already used");
        }
    }

    @Test
    void anAgentCanBeStartedTypedIntoAndStopped() {
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            named(card(page, "typed"), "Start typed").click();
            assertThat(card(page, "typed").locator(".state")).hasText("active");
            var pane = openTerminal(page, "typed");
            type(page, "echo sum-$((6*7))");
            assertThat(pane.locator(".xterm-rows")).containsText("sum-42");
            page.locator("nav button").first().click();
            named(card(page, "typed"), "Stop typed").click();
            assertThat(card(page, "typed").locator(".state")).hasText("inactive");
        }
    }

    @Test
    void aTaskAddedInThePageLaunchesAnAgent() {
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            named(card(page, "tasked"), "Details of tasked").click();
            page.locator("dialog [data-part=tasks]").click();
            page.getByLabel("Task text").fill("# Count the tests\n\nAnd say how many.");
            page.getByText("Add to the inbox").click();
            assertThat(page.locator(".task")).containsText("Count the tests");
            page.locator(".task summary").click();
            assertThat(page.locator(".task pre")).containsText("And say how many.");
            page.keyboard().press("Escape");
            assertThat(card(page, "tasked").locator(".state")).hasText("active");
        }
    }

    @Test
    void aRecordingCanBePlayedAndRewound() {
        hub.api().post("/api/agents/recorded/start").then().statusCode(200);
        hub.api().contentType(ContentType.JSON).body(Map.of("data", "echo played-$((6*7))", "enter", true))
                .post("/api/agents/recorded/input").then().statusCode(204);
        hub.api().get("/api/agents/recorded/wait?text=played-42&timeout=60").then().statusCode(200);
        hub.api().post("/api/agents/recorded/stop").then().statusCode(200);
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            named(card(page, "recorded"), "Details of recorded").click();
            page.locator("dialog [data-part=recordings]").click();
            page.locator(".recording").click();
            var screen = page.locator(".player .xterm-rows");
            assertThat(screen).containsText("played-42");
            assertThat(named(page.locator(".player"), "Play")).isVisible();
            page.getByLabel("Position").fill("0");
            assertThat(screen).not().containsText("played-42");
        }
    }

    @Test
    void thePageWorksWithTheKeyboardOnly() {
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            page.locator(".card[data-agent=lead] .peek").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".pane[data-agent=lead] textarea")).isFocused();
            page.keyboard().press("Control+Shift+ArrowUp");
            assertThat(page.locator("[role=tab][data-agent=lead]")).isFocused();
            page.keyboard().press("Delete");
            assertThat(page.locator(".team")).isVisible();
            page.getByLabel("Details of lead").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("dialog.sheet")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog.sheet")).isHidden();
        }
    }

    @Test
    void thePageCompliesWithItsContentSecurityPolicy() {
        try (var person = browser.person(1200, 800)) {
            var refused = new ArrayList<String>();
            var page = logIn(person, hub);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    refused.add(message.text());
                }
            });
            openTerminal(page, "lead");
            page.locator("nav button").first().click();
            named(card(page, "lead"), "Details of lead").click();
            assertThat(page.locator("dialog .facts")).isVisible();
            assertThat(refused).isEmpty();
        }
    }
}
