package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.ledger.Ledger;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real ledger, registry and database, under requests that spend while an administrator works. */
class ConcurrentClientsTest {

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void ofAThousandWhoCreateOneClientOneDoes() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 1000)
                .mapToObj(i ->
                        app.begin(app.json("POST", "/clients", "{\"client_id\":\"one\",\"capacity\":" + (i + 1) + "}")))
                .toList();

        assertThat(answers.stream()
                        .map(answer -> answer.join().statusCode())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .containsOnly(entry(201, 1L), entry(409, 999L));
    }

    @Test
    void changesUnderLoadNeverGiveATokenTwice() throws InterruptedException {
        app.post("/clients", "{\"client_id\":\"spender\",\"capacity\":5000,\"rate_per_sec\":0.000001}");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong admitted = new AtomicLong();
        Thread spender = new Thread(() -> {
            while (!stop.get()) {
                admitted.addAndGet(take("spender"));
            }
        });
        spender.start();
        List<CompletableFuture<HttpResponse<String>>> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            changes.add(app.begin(app.json(
                    "PUT", "/clients/spender", "{\"capacity\":" + (5000 + i) + ",\"rate_per_sec\":0.000001}")));
        }
        changes.forEach(change -> assertThat(change.join().statusCode()).isEqualTo(200));
        stop.set(true);
        spender.join();
        while (take("spender") == 1) {
            admitted.incrementAndGet();
        }

        assertThat(admitted).hasValue(5000);
        assertThat(json(app.get("/clients/spender")).get("tokens").asInt()).isZero();
    }

    @Test
    void aLimitCountsFromTheNextRequestOn() {
        app.post("/clients", "{\"client_id\":\"live\",\"capacity\":2,\"rate_per_sec\":0.000001}");
        assertThat(List.of(take("live"), take("live"), take("live"))).containsExactly(1, 1, 0);

        app.put("/clients/live", "{\"capacity\":100,\"rate_per_sec\":0.000001}");
        assertThat(take("live")).isZero();

        app.delete("/clients/live");
        assertThat(client("live")).isEmpty();

        app.post("/clients", "{\"client_id\":\"live\",\"capacity\":3,\"rate_per_sec\":0.000001}");
        assertThat(List.of(take("live"), take("live"), take("live"), take("live")))
                .containsExactly(1, 1, 1, 0);
    }

    @Test
    void aClientThatIsCreatedAgainWhileRequestsRunHasABucketOfItsOwn() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread spender = new Thread(() -> {
            while (!stop.get()) {
                take("again");
            }
        });
        spender.start();
        for (int i = 0; i < 30; i++) {
            assertThat(app.post("/clients", "{\"client_id\":\"again\",\"capacity\":1000000,\"rate_per_sec\":0.000001}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(app.delete("/clients/again").statusCode()).isEqualTo(204);
        }
        stop.set(true);
        spender.join();

        assertThat(client("again")).isEmpty();
        app.post("/clients", "{\"client_id\":\"again\",\"capacity\":1000000,\"rate_per_sec\":0.000001}");
        assertThat(json(app.get("/clients/again")).get("tokens").asInt()).isEqualTo(1_000_000);
    }

    private static Optional<Client> client(String id) {
        return app.bean(LoadingClientRegistry.class)
                .find(ClientKey.ofClientId(id))
                .join();
    }

    /** 1 if a request of this client is admitted now. */
    private static int take(String id) {
        return client(id)
                .map(client -> app.bean(Ledger.class).take(client, 1).join().admitted() ? 1 : 0)
                .orElse(0);
    }
}
