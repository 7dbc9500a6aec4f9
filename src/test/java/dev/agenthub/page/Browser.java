package dev.agenthub.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.agenthub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Drives the page in Debian's Chromium. Fails if it is not installed, since no other test covers the page. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    private static final double TIMEOUT_MS = 60_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    Browser() {
        if (!Files.isExecutable(CHROMIUM)) {
            throw new AssertionError("No " + CHROMIUM + ": run ./test.sh, install chromium, or set -Dchromium=path.");
        }
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium's sandbox does not start as root, and only the hub under test is opened.
        chromium = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")));
    }

    /** A browser context with its own cookies and preferences. */
    BrowserContext person(int width, int height, ColorScheme scheme, boolean phone) {
        var context = chromium.newContext(new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme)
                .setHasTouch(phone).setIsMobile(phone).setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(TIMEOUT_MS);
        return context;
    }

    BrowserContext person(int width, int height) {
        return person(width, height, ColorScheme.DARK, false);
    }

    /** Opens the page and signs in with the token. */
    static Page logIn(BrowserContext person, RunningHub hub) {
        var page = person.newPage();
        page.navigate(hub.url().toString());
        token(page).fill(RunningHub.TOKEN);
        signInButton(page).click();
        page.locator(".card").first().waitFor();
        return page;
    }

    static Locator token(Page page) {
        return page.locator("input[type=password]");
    }

    static Locator signInButton(Page page) {
        return page.locator(".login button[type=submit]");
    }

    /** The element with exactly this accessible name. */
    static Locator named(Locator place, String name) {
        return place.getByLabel(name, new Locator.GetByLabelOptions().setExact(true));
    }

    static Locator card(Page page, String agent) {
        return page.locator(".card[data-agent=" + agent + "]");
    }

    /** Opens an agent's terminal from its card, and waits until it is rendered. */
    static Locator openTerminal(Page page, String agent) {
        named(card(page, agent), "Open the terminal of " + agent).click();
        var pane = page.locator(".pane[data-agent=" + agent + "]");
        pane.locator(".xterm-screen").waitFor();
        return pane;
    }

    /** Types into the terminal that has the focus, and presses Enter. */
    static void type(Page page, String text) {
        page.keyboard().insertText(text);
        page.keyboard().press("Enter");
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
