package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * The console for everybody: by keyboard, by screen reader, light and dark, on narrow screens.
 *
 * <p>With {@code -Dscreenshots.write=true} the pictures of the documentation are taken anew.
 */
@Tag("browser")
class ConsoleCraftIT {

    private static final boolean PICTURES = Boolean.getBoolean("screenshots.write");

    /** The pictures that the documentation shows. */
    private static final Set<String> SHOWN = Set.of(
            "overview-light.png",
            "overview-dark-narrow.png",
            "backends-dark.png",
            "clients-light.png",
            "client-light.png",
            "client-light-narrow.png",
            "refused-dark.png");

    @AutoClose
    @RegisterExtension
    private static final Browser BROWSER = Browser.start();

    @AutoClose
    private final ConsoleScene scene = ConsoleScene.in(BROWSER);

    @AfterEach
    void nothingButThePagesWasAsked() {
        scene.nothingButThePagesWasAsked();
    }

    @Test
    void everythingIsDoneByKeyboardAlone() {
        scene.open("#/");
        BROWSER.type(Keys.TAB);
        assertThat(BROWSER.focused().getText()).isEqualTo("Skip to the content");
        tabTo("Clients");
        BROWSER.type(Keys.ENTER);
        BROWSER.eventually(
                "the heading to have the focus",
                () -> BROWSER.focused().getText().equals("Clients") ? true : null);
        tabTo("New client");
        BROWSER.type(Keys.ENTER);
        BROWSER.shown("dialog[open]");
        BROWSER.type("user1", Keys.TAB, "5", Keys.TAB, "1", Keys.ENTER);
        BROWSER.shown(".notice");
        BROWSER.eventually(
                "the focus to be where it was",
                () -> "New client".equals(BROWSER.focused().getAccessibleName()) ? true : null);
        BROWSER.shown("tbody tr");
        tabTo("Delete user1");
        BROWSER.type(Keys.ENTER);
        BROWSER.shown("dialog[open]");
        BROWSER.type(Keys.ESCAPE);
        BROWSER.eventually(
                "the dialog to close", () -> BROWSER.all("dialog[open]").isEmpty() ? true : null);
        assertThat(scene.read("user1").get("capacity").asInt()).isEqualTo(5);
        tabTo("user1");
        BROWSER.type(Keys.ENTER);
        BROWSER.eventually("the client", () -> BROWSER.focused().getText().equals("user1") ? true : null);
        tabTo("Cost in tokens");
    }

    @Test
    void aLongIdTakesNoMoreRoomThanThereIs() {
        String id = "long-".repeat(51);
        scene.create(id, 5, "1");
        BROWSER.look("light", 360, 800);
        ConsolePage page = scene.open("#/clients");
        page.awaitText("tbody tr", "long-");
        assertThat(overhang()).isLessThanOrEqualTo(0);
        page.press(id);
        page.awaitText("main .about", "5 of 5 tokens");

        assertThat(overhang()).isLessThanOrEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"light,1280,900", "dark,1280,900", "light,360,740", "dark,360,740"})
    void nothingKeepsAnybodyFromUsingIt(String scheme, int width, int height) throws Exception {
        scene.create("user1", 10, "0.5");
        scene.create("another client", 1000, "25");
        scene.second.refuse();
        BROWSER.look(scheme, width, height);
        ConsolePage page = scene.open("#/");
        Thread traffic = new Thread(scene::spendAllTheTime);
        traffic.start();
        if (PICTURES) {
            BROWSER.run("window.since = Date.now()");
            while ((Long) Objects.requireNonNull(BROWSER.run("return Date.now() - window.since")) < 50_000) {
                Thread.onSpinWait();
            }
        }
        page.awaitText(".tile", "1 of 2 up");
        check(page, "overview", scheme, width);
        page.go("Backends");
        page.awaitText("tbody tr", "failed: ");
        check(page, "backends", scheme, width);
        page.go("Clients");
        page.awaitText("tbody tr", "user1");
        check(page, "clients", scheme, width);
        page.press("New client");
        page.fill("Capacity", "0");
        page.press("Create");
        BROWSER.shown("input[aria-invalid]");
        check(page, "new-client", scheme, width);
        page.press("Cancel");
        page.press("user1");
        page.awaitText("figure .legend", "admitted");
        check(page, "client", scheme, width);
        page.press("Delete");
        check(page, "delete", scheme, width);
        page.press("Cancel");
        page.go("Top refused");
        page.awaitText("tbody tr", "user1");
        check(page, "refused", scheme, width);
        traffic.interrupt();
        traffic.join();
        // The browser tells of each refused call; one was, on purpose.
        assertThat(BROWSER.errors()).allMatch(error -> error.contains("the server responded with a status of 400"));
    }

    /** Presses the tabulator until this has the focus. */
    private static void tabTo(String name) {
        for (int i = 0; i < 60; i++) {
            if (name.equals(BROWSER.focused().getAccessibleName())) {
                return;
            }
            BROWSER.type(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not lead to '" + name + "'");
    }

    private static void check(ConsolePage page, String name, String scheme, int width) throws IOException {
        assertThat(BROWSER.violations())
                .as("%s, %s, %d wide", page.heading(), scheme, width)
                .isEmpty();
        assertThat(overhang())
                .as("what is beyond the edge of %s", page.heading())
                .isLessThanOrEqualTo(0);
        String picture = name + "-" + scheme + (width < 600 ? "-narrow" : "") + ".png";
        if (PICTURES && SHOWN.contains(picture)) {
            Files.write(
                    Files.createDirectories(Path.of("..", "docs", "console")).resolve(picture), BROWSER.picture());
        }
    }

    /** By how much the page is wider than the window. */
    private static long overhang() {
        return (Long) Objects.requireNonNull(
                BROWSER.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }
}
