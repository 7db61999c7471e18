package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients as an operator finds, makes, changes and watches them in a browser. */
@Tag("browser")
class ConsoleClientsIT {

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
    void aClientIsCreatedWithTheApisOwnWordsAtTheField() {
        ConsolePage page = scene.open("#/clients");
        page.awaitText("main .empty", "No client yet");
        page.press("New client");
        page.fill("Id", "user1");
        page.fill("Capacity", "many");
        page.press("Create");
        assertThat(page.complaint("Capacity"))
                .isEqualTo(scene.refusal("{\"client_id\":\"user1\",\"capacity\":\"many\"}"));
        page.fill("Capacity", "1.5");
        page.press("Create");
        assertThat(page.complaint("Capacity")).isEqualTo(scene.refusal("{\"client_id\":\"user1\",\"capacity\":1.5}"));
        page.fill("Capacity", "3");
        page.fill("Rate", "0.000001");
        page.press("Create");

        assertThat(page.notice()).isEqualTo("“user1” was created: 3 tokens, 0.000001 per second.");
        page.awaitText("tbody tr", "user1");
        assertThat(IntStream.range(0, 5).mapToObj(i -> scene.spend("user1"))).containsExactly(200, 200, 200, 429, 429);

        page.press("New client");
        page.fill("Id", "user1");
        page.press("Create");
        assertThat(page.complaint("Id")).isEqualTo("client 'user1' exists already");
        page.press("Cancel");

        page.press("Undo");
        page.awaitText(".notice p", "“user1” is gone again.");
        page.awaitText("main .empty", "No client yet");
    }

    @Test
    void aLimitIsChangedAndChangedBack() {
        scene.create("user1", 5, "0.000001");
        ConsolePage page = scene.open("#/clients");
        page.press("Change user1");
        assertThat(page.field("Capacity").getDomProperty("value")).isEqualTo("5");
        page.fill("Rate", "0");
        page.press("Change");
        assertThat(page.complaint("Rate")).contains("rate_per_sec");
        page.fill("Rate", "0.25");
        page.fill("Capacity", "2");
        page.press("Change");

        assertThat(page.notice()).isEqualTo("“user1” has 2 tokens, 0.25 per second now.");
        page.awaitText("tbody tr", "0.25");
        assertThat(scene.read("user1").get("tokens").asInt()).isEqualTo(2);

        page.press("Undo");
        page.awaitText(".notice p", "“user1” has 5 tokens, 0.000001 per second now.");
        assertThat(scene.read("user1").get("capacity").asInt()).isEqualTo(5);
    }

    @Test
    void aDeletionIsAskedAboutAndUndone() {
        scene.create("user1", 5, "0.000001");
        scene.spend("user1");
        scene.spend("user1");
        ConsolePage page = scene.open("#/clients");
        page.press("Delete user1");
        page.press("Cancel");
        assertThat(page.asks()).isFalse();
        assertThat(scene.read("user1").get("tokens").asInt()).isEqualTo(3);

        page.press("Delete user1");
        page.press("Delete");

        assertThat(page.notice()).isEqualTo("“user1” is deleted.");
        page.awaitText("main .empty", "No client yet");
        page.press("Undo");
        page.awaitText(".notice p", "is there again");
        assertThat(scene.read("user1").get("tokens").asInt()).isEqualTo(3);
    }

    @Test
    void noDigitOfALimitIsLostByAChangeOrByUndo() {
        String rate = "123456789.123456789";
        scene.create("user1", 5, rate);
        ConsolePage page = scene.open("#/clients");
        page.awaitText("tbody tr", "123,456,789.123456789");
        page.press("Change user1");
        page.fill("Capacity", "6");
        page.press("Change");
        page.awaitText("tbody tr", "6");
        assertThat(scene.readText("user1")).contains("\"rate_per_sec\":" + rate);

        page.press("Delete user1");
        page.press("Delete");
        page.awaitText("main .empty", "No client yet");
        page.press("Undo");
        page.awaitText(".notice p", "is there again");

        assertThat(scene.readText("user1")).contains("\"rate_per_sec\":" + rate);
    }

    @Test
    void whatSomebodyElseHasChangedMeanwhileIsLeftAlone() {
        scene.create("user1", 30, "1");
        ConsolePage page = scene.open("#/clients");
        page.press("Change user1");
        scene.change("user1", "{\"rate_per_sec\":5}");
        page.fill("Capacity", "50");
        page.press("Change");
        assertThat(page.notice()).isEqualTo("“user1” has 50 tokens, 5 per second now.");

        scene.change("user1", "{\"rate_per_sec\":9}");
        page.press("Undo");

        page.awaitText(".notice p", "“user1” has 30 tokens, 9 per second now.");
    }

    @Test
    void anAddressThatNobodyEncodedIsOfAClient() {
        ConsolePage page = scene.open("#/clients/50%");

        page.awaitText("h1", "50%");
        page.awaitText("#connection", "live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "%2F%", "a;b=1 c+d", "a?b=c&d#e", "<b>\"bold\"</b> 'x'", "\\ عربي 🌊", "..."})
    void anyIdIsFoundShownChangedAndDeleted(String id) {
        scene.create(id, 5, "0.000001");
        ConsolePage page = scene.open("#/clients");

        page.press(id);

        page.awaitText("main .about", "5 of 5 tokens");
        assertThat(BROWSER.run("return document.querySelector('h1').textContent"))
                .isEqualTo(id);
        page.press("Change the limit");
        page.fill("Capacity", "4");
        page.press("Change");
        assertThat(page.notice()).isEqualTo("“" + id + "” has 4 tokens, 0.000001 per second now.");
        page.awaitText("main .about", "4 of 4 tokens");
        page.press("Delete");
        page.press("Delete");
        assertThat(page.notice()).isEqualTo("“" + id + "” is deleted.");
        page.awaitText("main .empty", "No client yet");
    }

    @Test
    void manyClientsAreSearchedSortedAndPaged() {
        IntStream.range(0, 60).forEach(i -> scene.create("user%02d".formatted(i), 100 - i, "1"));
        scene.create("Another_100%", 7, "1");
        ConsolePage page = scene.open("#/clients");
        page.awaitText("tbody tr", "user00");
        assertThat(page.column(0))
                .hasSize(25)
                .startsWith("Another_100%", "user00")
                .endsWith("user23");

        page.press("Next page");
        page.awaitText("tbody tr", "user48");
        assertThat(page.column(0)).hasSize(25).startsWith("user24");
        page.press("Next page");
        page.awaitText("tbody tr", "user59");
        assertThat(page.column(0)).hasSize(11);
        assertThat(page.button("Next page").getDomAttribute("aria-disabled")).isEqualTo("true");
        BROWSER.back();
        page.awaitText("tbody tr", "user48");

        page.press("Capacity");
        page.awaitText("tbody tr", "Another_100%");
        assertThat(page.column(0)).startsWith("Another_100%", "user59", "user58");
        page.press("Next page");
        page.awaitText("tbody tr", "user35");
        assertThat(page.column(0)).startsWith("user35");
        page.press("Capacity");
        page.awaitText("tbody tr", "user00");
        assertThat(page.column(0)).startsWith("user00", "user01");

        page.fill("Search in ids", "_100%");
        BROWSER.eventually("one to be left", () -> page.rows().size() == 1 ? true : null);
        assertThat(page.column(0)).containsExactly("Another_100%");
        assertThat(BROWSER.focused().getDomAttribute("id")).isEqualTo("search");
        page.fill("Search in ids", "nobody");
        page.awaitText("main .empty", "No client has “nobody” in its id.");
    }

    @Test
    void oneClientIsWatchedWhileItSpends() {
        scene.create("user1", 10, "0.000001");
        ConsolePage page = scene.open("#/clients/user1");
        page.awaitText("main .about", "10 of 10 tokens");
        page.awaitText("#what-if", "It would pass, by the limit of “user1”");

        IntStream.range(0, 13).forEach(i -> scene.spend("user1"));

        page.awaitText("main .about", "0 of 10 tokens");
        page.awaitText("figure .legend", "10 admitted, 3 refused, 10 tokens spent");
        page.awaitText("main .more", "last seen");
        page.awaitText(
                "#what-if",
                "It would be refused, by the limit of “user1”, 10 tokens and 0.000001 per second. It passes at");
        page.fill("Cost in tokens", "11");
        page.awaitText("#what-if", "now and always");
        page.fill("Cost in tokens", "eleven");
        page.awaitText("#what-if", "cost must");
        assertThat(page.field("Cost in tokens").getDomAttribute("aria-invalid")).isEqualTo("true");
    }

    @Test
    void tokensAreAddedAndTheBucketIsFilled() {
        scene.create("user1", 10, "0.000001");
        IntStream.range(0, 10).forEach(i -> scene.spend("user1"));
        ConsolePage page = scene.open("#/clients/user1");
        page.press("Add tokens");
        page.fill("Tokens to add", "0");
        page.press("Add");
        assertThat(page.complaint("Tokens to add")).contains("add");
        page.fill("Tokens to add", "3");
        page.press("Add");
        assertThat(page.notice()).isEqualTo("“user1” has 3 tokens now.");
        assertThat(IntStream.range(0, 4).mapToObj(i -> scene.spend("user1"))).containsExactly(200, 200, 200, 429);

        page.press("Fill the bucket");
        page.press("Fill");
        page.awaitText(".notice p", "“user1” has 10 tokens now.");
        page.awaitText("main .about", "10 of 10 tokens");
        assertThat(IntStream.range(0, 11).mapToObj(i -> scene.spend("user1")))
                .filteredOn(status -> status == 200)
                .hasSize(10);
    }
}
