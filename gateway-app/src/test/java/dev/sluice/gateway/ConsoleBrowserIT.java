package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console in a browser, beside a route that takes every path, with backends that fail and clients that are refused.
 *
 * <p>With {@code -Dscreenshots.write=true} the pictures of the documentation are taken anew.
 */
@Tag("browser")
class ConsoleBrowserIT {

    private static final String RIGHT =
            "Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8));

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
    private final Backend one = Backend.saying("one");

    @AutoClose
    private final Backend other = Backend.saying("other");

    @AutoClose
    private final FaultProxy first = FaultProxy.before(one.uri());

    @AutoClose
    private final FaultProxy second = FaultProxy.before(other.uri());

    @AutoClose
    private final Gateway gateway = Gateway.with(Gateway.service(
            "backends",
            List.of(first.uri(), second.uri()),
            "spring.security.user.name=ops",
            "spring.security.user.password=s3cret",
            "sluice.load-balancer.health-check.interval=200ms",
            "sluice.load-balancer.health-check.timeout=100ms"));

    private final String firstId = first.uri().substring("http://".length());

    @BeforeEach
    void forgetWhatWasBefore() {
        BROWSER.open("about:blank");
        BROWSER.look("light", 1280, 900);
        BROWSER.requests();
        BROWSER.errors();
    }

    @AfterEach
    void nothingButThePagesWasAsked() {
        assertThat(BROWSER.requests())
                .isNotEmpty()
                .allMatch(request -> request.startsWith("http://127.0.0.1:" + gateway.port() + "/")
                        || request.startsWith("http://ops:s3cret@127.0.0.1:" + gateway.port() + "/console/")
                        || request.equals("about:blank"));
    }

    @Test
    void theOverviewAgreesWithWhatWasSeenOutside() {
        create("user1", 12, "0.000001");
        ConsolePage page = open("#/");

        List<Integer> statuses =
                IntStream.range(0, 20).mapToObj(i -> spend("user1")).toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(12);
        page.awaitText(".tile", "20 since the start");
        assertThat(page.tile("Requests")).endsWith("20 since the start");
        assertThat(page.tile("Refused")).endsWith("8 since the start");
        assertThat(page.tile("Errors")).isEqualTo("Errors 0/s 0 since the start");
        assertThat(page.tile("Backends")).isEqualTo("Backends 2 of 2 up 1 service");
        assertThat(page.tile("Gateways")).startsWith("Gateways 1");
        assertThat(page.tile("Database")).isEqualTo("Database up the clients");
        assertThat(page.tile("Ledger")).startsWith("Ledger local");
        assertThat(BROWSER.errors()).isEmpty();
    }

    @Test
    void errorsAreCountedWhenNoBackendIsLeft() {
        ConsolePage page = open("#/");
        first.refuse();
        second.refuse();

        List<Integer> statuses =
                IntStream.range(0, 7).mapToObj(i -> spend("somebody")).toList();

        assertThat(statuses).allMatch(status -> status >= 500);
        page.awaitText(".tile", "7 since the start");
        assertThat(page.tile("Errors")).endsWith("7 since the start");
        page.awaitText(".tile[data-look='bad']", "0 of 2 up");
    }

    @Test
    void aBackendThatDiesIsSeenAndSeenToComeBack() {
        IntStream.range(0, 10).forEach(i -> spend("somebody"));
        ConsolePage page = open("#/backends");
        page.awaitText("tbody tr", "passed");
        assertThat(page.rows())
                .hasSize(2)
                .allMatch(row -> row.get(1).equals("up") && row.get(4).equals("5"));

        first.refuse();
        first.closeAll();

        page.awaitText("tbody tr", "down");
        List<String> dead = page.rows().get(0);
        assertThat(dead.get(0)).isEqualTo(firstId);
        assertThat(dead.get(7)).startsWith("failed: ");
        assertThat(page.rows().get(1).get(1)).isEqualTo("up");
        assertThat(BROWSER.shown("section .about").getText()).isEqualTo("round-robin, 1 of 2 instances up");

        first.open();

        page.awaitText("section .about", "2 of 2 instances up");
        assertThat(page.rows().get(0).get(1)).isEqualTo("up");
    }

    @Test
    void anInstanceIsDrainedByKeyboardAndGetsRequestsAgain() {
        ConsolePage page = open("#/backends");
        page.awaitText("tbody tr", firstId);
        BROWSER.run("arguments[0].focus()", page.button("Drain " + firstId));

        BROWSER.type(Keys.ENTER);

        assertThat(page.notice()).isEqualTo(firstId + " gets no new requests; those in flight go on.");
        page.awaitText("tbody tr", "draining");
        IntStream.range(0, 6).forEach(i -> spend("somebody"));
        assertThat(one.requests()).isZero();
        assertThat(other.requests()).isEqualTo(6);

        page.press("Undo");

        page.awaitText(".notice p", firstId + " gets requests again.");
        page.awaitText("section .about", "2 of 2 instances up");
        IntStream.range(0, 6).forEach(i -> spend("somebody"));
        assertThat(one.requests()).isEqualTo(3);
    }

    @Test
    void aClientIsCreatedWithTheApisOwnWordsAtTheField() {
        ConsolePage page = open("#/clients");
        page.awaitText("main .empty", "No client yet");
        page.press("New client");
        page.fill("Id", "user1");
        page.fill("Capacity", "many");
        page.press("Create");
        assertThat(page.complaint("Capacity")).isEqualTo(refusal("{\"client_id\":\"user1\",\"capacity\":\"many\"}"));
        page.fill("Capacity", "1.5");
        page.press("Create");
        assertThat(page.complaint("Capacity")).isEqualTo(refusal("{\"client_id\":\"user1\",\"capacity\":1.5}"));
        page.fill("Capacity", "3");
        page.fill("Rate", "0.000001");
        page.press("Create");

        assertThat(page.notice()).isEqualTo("“user1” was created: 3 tokens, 0.000001 per second.");
        page.awaitText("tbody tr", "user1");
        assertThat(IntStream.range(0, 5).mapToObj(i -> spend("user1"))).containsExactly(200, 200, 200, 429, 429);

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
        create("user1", 5, "0.000001");
        ConsolePage page = open("#/clients");
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
        assertThat(read("user1").get("tokens").asInt()).isEqualTo(2);

        page.press("Undo");
        page.awaitText(".notice p", "“user1” has 5 tokens, 0.000001 per second now.");
        assertThat(read("user1").get("capacity").asInt()).isEqualTo(5);
    }

    @Test
    void aDeletionIsAskedAboutAndUndone() {
        create("user1", 5, "0.000001");
        spend("user1");
        spend("user1");
        ConsolePage page = open("#/clients");
        page.press("Delete user1");
        page.press("Cancel");
        assertThat(page.asks()).isFalse();
        assertThat(read("user1").get("tokens").asInt()).isEqualTo(3);

        page.press("Delete user1");
        page.press("Delete");

        assertThat(page.notice()).isEqualTo("“user1” is deleted.");
        page.awaitText("main .empty", "No client yet");
        page.press("Undo");
        page.awaitText(".notice p", "is there again");
        assertThat(read("user1").get("tokens").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "%2F%", "a;b=1 c+d", "a?b=c&d#e", "<b>\"bold\"</b> 'x'", "\\ عربي 🌊", "..."})
    void anyIdIsFoundShownChangedAndDeleted(String id) {
        create(id, 5, "0.000001");
        ConsolePage page = open("#/clients");

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
    void aLongIdTakesNoMoreRoomThanThereIs() {
        String id = "long-".repeat(51);
        create(id, 5, "1");
        BROWSER.look("light", 360, 800);
        ConsolePage page = open("#/clients");
        page.awaitText("tbody tr", "long-");
        assertThat(overhang()).isLessThanOrEqualTo(0);
        page.press(id);
        page.awaitText("main .about", "5 of 5 tokens");

        assertThat(overhang()).isLessThanOrEqualTo(0);
    }

    @Test
    void manyClientsAreSearchedSortedAndPaged() {
        IntStream.range(0, 60).forEach(i -> create("user%02d".formatted(i), 100 - i, "1"));
        create("Another_100%", 7, "1");
        ConsolePage page = open("#/clients");
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
        create("user1", 10, "0.000001");
        ConsolePage page = open("#/clients/user1");
        page.awaitText("main .about", "10 of 10 tokens");
        page.awaitText("#what-if", "It would pass, by the limit of “user1”");

        IntStream.range(0, 13).forEach(i -> spend("user1"));

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
        create("user1", 10, "0.000001");
        IntStream.range(0, 10).forEach(i -> spend("user1"));
        ConsolePage page = open("#/clients/user1");
        page.press("Add tokens");
        page.fill("Tokens to add", "0");
        page.press("Add");
        assertThat(page.complaint("Tokens to add")).contains("add");
        page.fill("Tokens to add", "3");
        page.press("Add");
        assertThat(page.notice()).isEqualTo("“user1” has 3 tokens now.");
        assertThat(IntStream.range(0, 4).mapToObj(i -> spend("user1"))).containsExactly(200, 200, 200, 429);

        page.press("Fill the bucket");
        page.press("Fill");
        page.awaitText(".notice p", "“user1” has 10 tokens now.");
        page.awaitText("main .about", "10 of 10 tokens");
        assertThat(IntStream.range(0, 11).mapToObj(i -> spend("user1")))
                .filteredOn(status -> status == 200)
                .hasSize(10);
    }

    @Test
    void whoIsRefusedMostIsOnTop() {
        create("greedy", 1, "0.000001");
        create("modest", 1, "0.000001");
        ConsolePage page = open("#/refused");
        page.awaitText("main .empty", "Nobody was refused");

        IntStream.range(0, 9).forEach(i -> spend("greedy"));
        IntStream.range(0, 3).forEach(i -> spend("modest"));

        page.awaitText("main .about", "10 requests were refused");
        assertThat(page.column(0))
                .satisfiesExactly(
                        key -> assertThat(key).startsWith("greedy key#"),
                        key -> assertThat(key).startsWith("modest key#"));
        assertThat(page.column(1)).containsExactly("8", "2");
        page.press("greedy");
        page.awaitText("main .about", "0 of 1 token");
    }

    @Test
    void everythingIsDoneByKeyboardAlone() {
        open("#/");
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
        assertThat(read("user1").get("capacity").asInt()).isEqualTo(5);
        tabTo("user1");
        BROWSER.type(Keys.ENTER);
        BROWSER.eventually("the client", () -> BROWSER.focused().getText().equals("user1") ? true : null);
        tabTo("Cost in tokens");
    }

    @ParameterizedTest
    @CsvSource({"light,1280,900", "dark,1280,900", "light,360,740", "dark,360,740"})
    void nothingKeepsAnybodyFromUsingIt(String scheme, int width, int height) throws Exception {
        create("user1", 10, "0.5");
        create("another client", 1000, "25");
        second.refuse();
        BROWSER.look(scheme, width, height);
        ConsolePage page = open("#/");
        Thread traffic = new Thread(this::spendAllTheTime);
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

    @Test
    void aPageThatIsNotLookedAtCostsNothing() {
        ConsolePage page = open("#/");
        BROWSER.run("""
                Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
                """);
        page.awaitText("#connection", "paused");
        BROWSER.run("""
                delete document.visibilityState;
                document.dispatchEvent(new Event("visibilitychange"));
                """);

        page.awaitText("#connection", "live");
    }

    @Test
    void aGatewayThatIsAwayIsWaitedFor() {
        ConsolePage page = open("#/clients");
        int port = gateway.port();
        gateway.close();
        page.awaitText("#connection", "no connection, trying again");

        try (Gateway again = Gateway.with(
                "server.port=" + port, "spring.security.user.name=ops", "spring.security.user.password=s3cret")) {
            page.awaitText("#connection", "live");
            assertThat(again.port()).isEqualTo(port);
        }
    }

    private ConsolePage open(String view) {
        return ConsolePage.open(BROWSER, gateway.port(), view);
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

    /** Two clients, one of whom wants more than it may. */
    private void spendAllTheTime() {
        Random random = new Random(1);
        while (!Thread.currentThread().isInterrupted()) {
            String key = random.nextInt(4) == 0 ? "user1" : "another client";
            var unused = gateway.begin("/", "X-API-Key", key);
            LockSupport.parkNanos(random.nextInt(30_000_000));
        }
    }

    private int spend(String key) {
        return gateway.get("/", "X-API-Key", key).statusCode();
    }

    private void create(String id, int capacity, String rate) {
        String body = JsonMapper.shared()
                .writeValueAsString(
                        Map.of("client_id", id, "capacity", capacity, "rate_per_sec", new BigDecimal(rate)));
        assertThat(post(body).statusCode()).isEqualTo(201);
    }

    /** Why the API refuses to create this. */
    private String refusal(String body) {
        return JsonMapper.shared().readTree(post(body).body()).get("message").asString();
    }

    private HttpResponse<String> post(String body) {
        return gateway.send(gateway.request("/clients")
                .headers("Authorization", RIGHT, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode read(String id) {
        return JsonMapper.shared()
                .readTree(gateway.get("/clients/" + id, "Authorization", RIGHT).body());
    }
}
