package dev.agenthub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.agenthub.page.Browser.card;
import static dev.agenthub.page.Browser.logIn;
import static dev.agenthub.page.Browser.named;
import static dev.agenthub.page.Browser.openTerminal;
import static dev.agenthub.page.Browser.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.agenthub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes screenshots of the main views in {@code target/screenshots}, and checks that none is wider than its window. */
class ScreenshotsIT {

    private static final Path FOLDER = Path.of("target/screenshots");

    /** Whether the first agent's miniature shows more than its background. */
    private static final String PAINTED = """
            () => {
              const canvas = document.querySelector('.card[data-agent=lead] canvas');
              const pixels = new Uint32Array(canvas.getContext('2d')
                      .getImageData(0, 0, canvas.width, canvas.height).data.buffer);
              return pixels.some((pixel) => pixel !== pixels[0]);
            }
            """;

    /** Whether the page and an open dialog need no horizontal scrolling. */
    private static final String FITS = """
            () => [document.documentElement,
            ...document.querySelectorAll('dialog .body')].every((one) => one.scrollWidth <= one.clientWidth)
            """;

    private static RunningHub hub;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        Files.createDirectories(FOLDER);
        browser = new Browser();
        hub = new RunningHub("lead", "reviewer", "tests", "broken")
                .set("HUB_AGENT_BROKEN_IMAGE", "no-such-image:anywhere").startWithEngine();
        hub.api().post("/api/agents/lead/start").then().statusCode(200);
        hub.api().post("/api/agents/reviewer/start").then().statusCode(200);
        hub.api().post("/api/agents/broken/start").then().statusCode(409);
        Files.writeString(hub.inbox("lead")
                .resolve("release.md"), "# Prepare the release\n\nRead what changed, and write its notes.\n");
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"desktop-light,1360,860,LIGHT,false", "desktop-dark,1360,860,DARK,false",
            "phone-light,390,780,LIGHT,true",
        "phone-dark,390,780,DARK,true"})
    void mainViewsFitTheirWindow(String name, int width, int height, ColorScheme scheme, boolean phone) {
        try (var person = browser.person(width, height, scheme, phone)) {
            var login = person.newPage();
            login.navigate(hub.url().toString());
            assertThat(Browser.token(login)).isVisible();
            take(login, name + "-1-login");
            login.close();

            var page = logIn(person, hub);
            assertThat(card(page, "lead")).containsText("1 task");
            page.waitForFunction(PAINTED);
            take(page, name + "-2-team");

            var pane = openTerminal(page, "lead");
            type(page, "ls -l --color=always /bin | tail -12; echo listed-$((6*7))");
            assertThat(pane.locator(".xterm-rows")).containsText("listed-42");
            take(page, name + "-3-terminal");

            var alone = pane.locator(".owner").textContent();
            page.getByLabel("Open a terminal").selectOption("reviewer");
            page.getByLabel("Grid").click();
            assertThat(page.locator(".pane")).hasCount(2);
            assertThat(pane.locator(".owner")).not().hasText(alone);
            take(page, name + "-4-grid");

            page.locator("nav button").first().click();
            for (var part : new String[] {"overview", "policy", "tasks", "recordings"}) {
                named(card(page, "lead"), "Details of lead").click();
                page.locator("dialog [data-part=" + part + "]").click();
                assertThat(page.locator("dialog .body[aria-label=" + part + "][aria-busy=false]")).isVisible();
                take(page, name + "-5-" + part);
                page.keyboard().press("Escape");
            }
        }
    }

    private static void take(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
        assertThat((Boolean) page.evaluate(FITS)).as(name).isTrue();
    }
}
