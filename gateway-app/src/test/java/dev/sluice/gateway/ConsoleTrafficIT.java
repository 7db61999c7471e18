package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The console in a browser while backends die and clients are refused: it shows what was seen outside. */
@Tag("browser")
class ConsoleTrafficIT {

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
    void theOverviewAgreesWithWhatWasSeenOutside() {
        scene.create("user1", 12, "0.000001");
        ConsolePage page = scene.open("#/");

        List<Integer> statuses =
                IntStream.range(0, 20).mapToObj(i -> scene.spend("user1")).toList();

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
        ConsolePage page = scene.open("#/");
        scene.first.refuse();
        scene.second.refuse();

        List<Integer> statuses =
                IntStream.range(0, 7).mapToObj(i -> scene.spend("somebody")).toList();

        assertThat(statuses).allMatch(status -> status >= 500);
        page.awaitText(".tile", "7 since the start");
        assertThat(page.tile("Errors")).endsWith("7 since the start");
        page.awaitText(".tile[data-look='bad']", "0 of 2 up");
    }

    @Test
    void aBackendThatDiesIsSeenAndSeenToComeBack() {
        IntStream.range(0, 10).forEach(i -> scene.spend("somebody"));
        ConsolePage page = scene.open("#/backends");
        page.awaitText("tbody tr", "passed");
        assertThat(page.rows())
                .hasSize(2)
                .allMatch(row -> row.get(1).equals("up") && row.get(4).equals("5"));

        scene.first.refuse();
        scene.first.closeAll();

        page.awaitText("tbody tr", "down");
        List<String> dead = page.rows().get(0);
        assertThat(dead.get(0)).isEqualTo(scene.firstId());
        assertThat(dead.get(7)).startsWith("failed: ");
        assertThat(page.rows().get(1).get(1)).isEqualTo("up");
        assertThat(BROWSER.shown("section .about").getText()).isEqualTo("round-robin, 1 of 2 instances up");

        scene.first.open();

        page.awaitText("section .about", "2 of 2 instances up");
        assertThat(page.rows().get(0).get(1)).isEqualTo("up");
    }

    @Test
    void anInstanceIsDrainedByKeyboardAndGetsRequestsAgain() {
        ConsolePage page = scene.open("#/backends");
        page.awaitText("tbody tr", scene.firstId());
        BROWSER.run("arguments[0].focus()", page.button("Drain " + scene.firstId()));

        BROWSER.type(Keys.ENTER);

        assertThat(page.notice()).isEqualTo(scene.firstId() + " gets no new requests; those in flight go on.");
        page.awaitText("tbody tr", "draining");
        IntStream.range(0, 6).forEach(i -> scene.spend("somebody"));
        assertThat(scene.one.requests()).isZero();
        assertThat(scene.other.requests()).isEqualTo(6);

        page.press("Undo");

        page.awaitText(".notice p", scene.firstId() + " gets requests again.");
        page.awaitText("section .about", "2 of 2 instances up");
        IntStream.range(0, 6).forEach(i -> scene.spend("somebody"));
        assertThat(scene.one.requests()).isEqualTo(3);
    }

    @Test
    void whoIsRefusedMostIsOnTop() {
        scene.create("greedy", 1, "0.000001");
        scene.create("modest", 1, "0.000001");
        ConsolePage page = scene.open("#/refused");
        page.awaitText("main .empty", "Nobody was refused");

        IntStream.range(0, 9).forEach(i -> scene.spend("greedy"));
        IntStream.range(0, 3).forEach(i -> scene.spend("modest"));

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
    void aPageThatIsNotLookedAtCostsNothing() {
        ConsolePage page = scene.open("#/");
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
        ConsolePage page = scene.open("#/clients");
        int port = scene.gateway.port();
        scene.gateway.close();
        page.awaitText("#connection", "no connection, trying again");

        try (Gateway again = Gateway.with(
                "server.port=" + port, "spring.security.user.name=ops", "spring.security.user.password=s3cret")) {
            page.awaitText("#connection", "live");
            assertThat(again.port()).isEqualTo(port);
        }
    }
}
