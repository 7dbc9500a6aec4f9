package dev.agenthub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agenthub.page.Browser.card;
import static dev.agenthub.page.Browser.logIn;
import static dev.agenthub.page.Browser.named;
import static dev.agenthub.page.Browser.openTerminal;
import static dev.agenthub.page.Browser.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.agenthub.RunningHub;
import dev.agenthub.agent.AgentState;
import io.restassured.http.ContentType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests terminals in the page, in a real browser with real containers. */
class PageTerminalIT {

    private static RunningHub hub;
    private static Browser browser;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        browser = new Browser();
        hub = new RunningHub("lead", "reloaded", "shared", "flood", "hostile", "quiet", "searched").startWithEngine();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        hub.close();
    }

    private static void run(String agent) {
        hub.api().post("/api/agents/" + agent + "/start").then().statusCode(200);
    }

    private static Locator rows(Locator pane) {
        return pane.locator(".xterm-rows");
    }

    @Test
    void aReloadDuringAFullScreenProgramRestoresTheScreenAndTypesNothing() {
        run("reloaded");
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            var pane = openTerminal(page, "reloaded");
            type(page, "seq 1 500 > /tmp/n; PS1='ready> '; vi /tmp/n");
            assertThat(rows(pane)).containsText("/tmp/n");
            page.keyboard().type("200G");
            assertThat(rows(pane)).containsText("200");
            page.reload();
            var again = page.locator(".pane[data-agent=reloaded]");
            assertThat(rows(again)).containsText("200");
            assertThat(rows(again)).not().containsText("ready>");
            again.locator(".xterm-screen").click();
            page.keyboard().type(":q!");
            page.keyboard().press("Enter");
            type(page, "echo back-$((1+1))");
            assertThat(rows(again)).containsText("back-2");
            // Answers of xterm.js to replayed queries would be at the prompt now.
            var screen = hub.api().get("/api/agents/reloaded/screen").asString();
            assertThat(screen).doesNotContain("[?", "rgb:", ";1R", "[>0");
        }
    }

    @Test
    void twoViewersOfDifferentSizeSeeTheSameAndOneTakesOver() {
        run("shared");
        try (var large = browser.person(1400, 900); var small = browser.person(700, 500)) {
            var first = logIn(large, hub);
            var firstPane = openTerminal(first, "shared");
            type(first, "echo large-$((40+2))");
            assertThat(rows(firstPane)).containsText("large-42");
            var second = logIn(small, hub);
            var secondPane = openTerminal(second, "shared");
            assertThat(rows(secondPane)).containsText("large-42");
            assertThat(secondPane.locator(".owner")).containsText("another viewer");
            assertThat(secondPane.locator(".frame.letterbox")).isVisible();
            secondPane.getByText("Take over").click();
            assertThat(secondPane.getByText("Take over")).isHidden();
            assertThat(firstPane.getByText("Take over")).isVisible();
            type(second, "stty size");
            assertThat(rows(firstPane)).containsText(size(secondPane));
        }
    }

    /** The size in the format of {@code stty size}. */
    private static String size(Locator pane) {
        var shown = pane.locator(".owner").textContent().replaceAll("[^0-9×].*", "").split("×");
        return shown[1] + " " + shown[0];
    }

    @Test
    void readOnlyTypesNothing() {
        run("quiet");
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            var pane = openTerminal(page, "quiet");
            type(page, "echo one-$((1))");
            assertThat(rows(pane)).containsText("one-1");
            named(pane, "Read only").click();
            pane.locator(".xterm-screen").click();
            type(page, "echo two-$((2))");
            named(pane, "Read only").click();
            pane.locator(".xterm-screen").click();
            type(page, "echo three-$((3))");
            assertThat(rows(pane)).containsText("three-3");
            assertThat(rows(pane)).not().containsText("two-2");
        }
    }

    @Test
    void scrollbackIsSearchedWithTheKeyboard() {
        run("searched");
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            var pane = openTerminal(page, "searched");
            type(page, "seq 1001 1300; echo counted-$((6*7))");
            assertThat(rows(pane)).containsText("counted-42");
            assertThat(rows(pane)).not().containsText("1123");
            page.keyboard().press("Control+Shift+F");
            page.getByLabel("Search in this terminal").fill("1123");
            assertThat(pane.locator(".search .count")).hasText("1 of 1");
            assertThat(rows(pane)).containsText("1123");
            page.getByLabel("Search in this terminal").fill("1399");
            assertThat(pane.locator(".search .count")).hasText("none");
            page.keyboard().press("Escape");
            assertThat(pane.locator(".search")).isHidden();
            assertThat(pane.locator("textarea")).isFocused();
        }
    }

    @Test
    void aKilledHubIsReportedAndThePageReconnects() throws Exception {
        try (var other = new RunningHub("lead").set("HUB_ON_EXIT", "leave").onFixedPort().startWithEngine();
                var person = browser.person(1200, 800)) {
            other.api().post("/api/agents/lead/start").then().statusCode(200);
            var page = logIn(person, other);
            var pane = openTerminal(page, "lead");
            type(page, "echo before-$((6*7))");
            assertThat(rows(pane)).containsText("before-42");
            other.kill();
            assertThat(page.locator(".banner")).containsText("The hub is not responding");
            assertThat(pane.locator(".over")).containsText("typing is off");
            other.startWithEngine();
            assertThat(page.locator(".link")).hasText("Connected");
            assertThat(page.locator(".banner")).isHidden();
            other.awaitState("lead", AgentState.ACTIVE);
            pane.locator(".xterm-screen").click();
            type(page, "echo after-$((6*7))");
            assertThat(rows(pane)).containsText("after-42");
        }
    }

    @Test
    void aTabBlockedDuringAFloodShowsTheLatestOutputAfterwards() {
        run("flood");
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            var pane = openTerminal(page, "flood");
            type(page, "seq 1 3000000; echo flood-$((6*7))");
            assertThat(rows(pane)).containsText("00");
            // A busy loop: the tab neither reads nor draws.
            page.evaluate("() => { const end = Date.now() + 4000; while (Date.now() < end); }");
            assertThat(rows(pane)).containsText("flood-42", new ContainsTextOptions().setTimeout(120_000));
        }
    }

    @Test
    void agentOutputNeverBecomesMarkupOrScript() throws Exception {
        run("hostile");
        var attack = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";
        Files.writeString(hub.inbox("hostile").resolve("attack.md"), "# " + attack + "\n" + attack);
        try (var person = browser.person(1200, 800)) {
            var page = logIn(person, hub);
            var dialogs = new ArrayList<String>();
            page.onDialog(dialog -> {
                dialogs.add(dialog.message());
                dialog.dismiss();
            });
            page.evaluate("() => navigator.clipboard.writeText('mine')");
            var pane = openTerminal(page, "hostile");
            print("hostile", attack, "\\033]2;" + attack
                    + "\\007", "\\033]52;c;cHduZWQ=\\007", "\\033]8;;javascript:window.pwned=1\\007link\\033]8;;\\007",
                    "\\033[c\\033[6n\\033[>q\\033]10;?\\007", "\\033]9;" + attack + "\\007", "the-end-42");
            assertThat(rows(pane)).containsText("the-end-42");
            assertThat(rows(pane)).containsText("<script>");
            assertThat(pane.locator(".title")).containsText("<img src=x");
            page.locator("nav button").first().click();
            assertThat(card(page, "hostile")).isVisible();
            assertThat(page.locator("img, iframe, main script").count()).isZero();
            assertThat(page.evaluate("() => window.pwned ?? 'safe'")).isEqualTo("safe");
            assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo("mine");
            assertThat(dialogs).isEmpty();
        }
    }

    private static void print(String agent, String... texts) {
        var command = "printf '%b\\n' " + String.join(" ", Arrays.stream(texts).map(text -> "'" + text + "'").toList());
        hub.api().contentType(ContentType.JSON).body(Map.of("data", command, "enter", true))
                .post("/api/agents/" + agent + "/input")
                .then().statusCode(204);
    }
}
