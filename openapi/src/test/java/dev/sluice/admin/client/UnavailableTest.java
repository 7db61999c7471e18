package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Books that are slow, or away, and callers who do not wait for them. */
class UnavailableTest {

    private final SlowRepository books = new SlowRepository();

    private AdminApp app;

    @BeforeEach
    void start() {
        app = AdminApp.with(context -> context.getBeanFactory().addBeanPostProcessor(books));
    }

    @AfterEach
    void stop() {
        books.reading.complete(null);
        app.close();
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() {
        app.post("/clients", "{\"client_id\":\"a\"}");
        books.reading = new CompletableFuture<>();
        Instant before = Instant.now();

        HttpResponse<String> answer = app.get("/clients/a");

        assertThat(answer).satisfies(error(503, "Service not available"));
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whatIsInTheBooksIsLiveThoughItsCallerHasGone() {
        Clients clients = app.bean(Clients.class);

        abandoned(clients.create(new NewClientBody("a", 5L, null, null, null)));
        await().until(() -> capacity("a"), isEqual(Optional.of(5L)));

        abandoned(clients.change("a", limit -> Limit.of(6, 1)));
        await().until(() -> capacity("a"), isEqual(Optional.of(6L)));

        abandoned(clients.delete("a"));
        await().until(() -> capacity("a"), isEqual(Optional.empty()));
    }

    @Test
    void anImportThatIsCutShortSaysHowManyLinesWereKept() {
        books.batches.set(2);

        assertThat(app.send(app.request("/clients/import")
                        .header("Content-Type", "application/jsonl")
                        .POST(BodyPublishers.ofString(IntStream.range(0, 5000)
                                .mapToObj("{\"client_id\":\"%d\"}"::formatted)
                                .collect(Collectors.joining("\n"))))))
                .satisfies(error(503, "Service not available; at least 2000 lines were kept"));
        assertThat(app.get("/clients/export").body().lines()).hasSize(2000);
    }

    /** Makes a call, waits until it is in the books, and leaves before anybody has heard of that. */
    private void abandoned(Mono<?> call) {
        books.committed = new CompletableFuture<>();
        books.gate = new CompletableFuture<>();
        Disposable caller = call.subscribe();
        books.committed.orTimeout(10, TimeUnit.SECONDS).join();
        caller.dispose();
        books.gate.complete(null);
    }

    private Optional<Long> capacity(String id) {
        return app.bean(LoadingClientRegistry.class)
                .find(ClientKey.ofClientId(id))
                .join()
                .map(client -> client.limit().capacity());
    }
}
