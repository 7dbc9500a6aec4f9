package dev.agenthub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agenthub.page.Browser.card;
import static dev.agenthub.page.Browser.logIn;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.agenthub.RunningHub;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests how the page shows that an agent waits, in a real browser with real containers. */
class PageAttentionIT {

    /** Makes the page believe that it has no focus, and records its notifications. */
    private static final String UNFOCUSED = """
            document.hasFocus = () => false;
            window.notifications = [];
            window.Notification = class extends Notification {
              constructor(title, options) {
                super(title, options);
                notifications.push(`${title}: ${options.body}`);
              }
            };
            """;

    private static RunningHub hub;
    private static Browser browser;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        browser = new Browser();
        hub = new RunningHub("lead", "asking", "ringing").startWithEngine();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        hub.close();
    }

    @Test
    void anAgentThatRingsTheBellIsListedFirstAndNotified() {
        run("ringing");
        try (var person = unfocused()) {
            person.grantPermissions(List.of("notifications"));
            var page = logIn(person, hub);
            page.getByLabel("Notify me when an agent waits").click();
            assertThat(page.getByLabel("Notify me when an agent waits")).hasAttribute("aria-pressed", "true");
            assertThat(page.locator(".card").first()).hasAttribute("data-agent", "lead");
            var icon = page.locator("link[rel=icon]");
            var quiet = icon.getAttribute("href");

            // A bell immediately after a key counts as a response to the key, so wait first.
            type("ringing", "sleep 2; printf '\\a'");
            assertThat(page.locator(".card").first()).hasAttribute("data-agent", "ringing");
            assertThat(card(page, "ringing").locator(".waiting")).containsText("bell");
            assertThat(page).hasTitle("(1) Agent Hub");
            assertThat(icon).not().hasAttribute("href", quiet);
            page.waitForFunction(
                    "() => notifications.length === 1 && notifications[0].startsWith('ringing waits for you: ')");

            // The focus stays on another card when the cards are reordered.
            page.getByLabel("Details of asking").focus();
            type("ringing", "");
            assertThat(page.locator(".card").first()).hasAttribute("data-agent", "lead");
            assertThat(page).hasTitle("Agent Hub");
            assertThat(icon).hasAttribute("href", quiet);
            assertThat(page.getByLabel("Details of asking")).isFocused();
        }
    }

    @Test
    void anAgentThatAsksIsListedFirstAndNotNotifiedWithoutPermission() {
        run("asking");
        try (var person = unfocused()) {
            var page = logIn(person, hub);
            type("asking", "printf 'Overwrite the file? (y/n) '; read answer");
            assertThat(page.locator(".card").first()).hasAttribute("data-agent", "asking");
            assertThat(card(page, "asking").locator(".waiting")).containsText("Overwrite the file? (y/n)");
            type("asking", "y");
            assertThat(card(page, "asking").locator(".waiting")).isHidden();
            assertThat(page.locator(".card").first()).hasAttribute("data-agent", "lead");
            page.waitForFunction("() => notifications.length === 0");
        }
    }

    private static BrowserContext unfocused() {
        var person = browser.person(1200, 800);
        person.addInitScript(UNFOCUSED);
        return person;
    }

    private static void run(String agent) {
        hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200);
    }

    private static void type(String agent, String line) {
        hub.api().contentType(ContentType.JSON).body(Map.of("data", line, "enter", true))
                .post("/api/agents/" + agent + "/input")
                .then().statusCode(204);
    }
}
