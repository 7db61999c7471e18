package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.ledger.Ledger;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tokens that an administrator gives. */
class TokensTest {

    private static final String ADD = "add must be a whole number from 1 to 1000000000";
    private static final String RESET = "reset must be true";
    private static final String EITHER = "either add or reset must be given";

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest(name = "to 4 of 10 tokens {0} are added: {1}")
    @CsvSource({"1, 5", "6, 10", "7, 10", "1000000000, 10"})
    void tokensAreAddedAsFarAsThereIsRoom(long tokens, long then) {
        String client = clientWithFourOfTen("add " + tokens);

        HttpResponse<String> answer = app.post(client + "/tokens", "{\"add\":" + tokens + "}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("tokens").asLong()).isEqualTo(then);
        assertThat(tokens(client)).isEqualTo(then);
    }

    @Test
    void aResetFillsTheBucket() {
        String client = clientWithFourOfTen("reset");

        assertThat(json(app.post(client + "/tokens", "{\"reset\":true}"))
                        .get("tokens")
                        .asLong())
                .isEqualTo(10);
        assertThat(tokens(client)).isEqualTo(10);
    }

    @Test
    void whatIsAddedCanBeSpentOnce() {
        String client = clientWithFourOfTen("spent");
        assertThat(spend("spent")).isEqualTo(4);

        app.post(client + "/tokens", "{\"add\":3}");
        assertThat(spend("spent")).isEqualTo(3);
        app.post(client + "/tokens", "{\"reset\":true}");
        assertThat(spend("spent")).isEqualTo(10);
    }

    @Test
    void theRestOfTheClientStaysAsItWas() {
        String client = clientWithFourOfTen("same");
        JsonNode before = json(app.get(client));

        JsonNode after = json(app.post(client + "/tokens", "{\"add\":1}"));

        for (String field : new String[] {"client_id", "capacity", "rate_per_sec", "created_at", "updated_at"}) {
            assertThat(after.get(field)).isEqualTo(before.get(field));
        }
    }

    @Test
    void theBooksSayWhatTheBucketHolds() {
        String client = clientWithFourOfTen("books");
        spend("books");

        app.post(client + "/tokens", "{\"reset\":true}");

        assertThat(app.bean(ClientRepository.class)
                        .find("books")
                        .map(Registration::client)
                        .map(saved -> saved.fill().level())
                        .blockOptional())
                .hasValue(Level.ofTokens(10));
    }

    @Test
    void ofManyAtOnceEachIsAddedOnce() {
        HttpResponse<String> created =
                app.post("/clients", "{\"client_id\":\"many\",\"capacity\":1000,\"rate_per_sec\":0.001,\"tokens\":0}");
        String client = created.headers().firstValue("Location").orElseThrow();

        CompletableFuture.allOf(IntStream.range(0, 50)
                        .mapToObj(i -> app.begin(app.json("POST", client + "/tokens", "{\"add\":3}"))
                                .thenAccept(answer ->
                                        assertThat(answer.statusCode()).isEqualTo(200)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(spend("many")).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|" + EITHER,
                "{\"adds\":5}|" + EITHER,
                "{\"add\":5,\"reset\":true}|" + EITHER,
                "{\"add\":0}|" + ADD,
                "{\"add\":-1}|" + ADD,
                "{\"add\":1.5}|" + ADD,
                "{\"add\":1000000001}|" + ADD,
                "{\"add\":\"5\"}|" + ADD,
                "{\"add\":null}|" + ADD,
                "{\"add\":true}|" + ADD,
                "{\"reset\":false}|" + RESET,
                "{\"reset\":\"true\"}|" + RESET,
                "{\"reset\":1}|" + RESET,
                "{\"reset\":null}|" + RESET,
                "{\"add\":5,\"reset\":false}|" + RESET,
                "[]|a JSON object is expected"
            })
    void anythingElseIsRefused(String body, String message) {
        String client = clientWithFourOfTen("wrong");

        assertThat(app.post(client + "/tokens", body)).satisfies(error(400, message));
        assertThat(tokens(client)).isEqualTo(4);
        app.delete(client);
    }

    @Test
    void aClientThatIsNotThereIsNotFound() {
        assertThat(app.post("/clients/nobody/tokens", "{\"add\":1}"))
                .satisfies(error(404, "client 'nobody' does not exist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b c", "tokens", "%", "..", "😀", ";x=1", "192.0.2.1"})
    void anyIdIsAnId(String id) {
        String client = clientWithFourOfTen(id);

        assertThat(json(app.post(client + "/tokens", "{\"add\":2}"))
                        .get("tokens")
                        .asLong())
                .isEqualTo(6);
    }

    @Test
    void whetherTokensWereAddedIsNotKnownWhereTheBooksDoNotAnswerAfterwards() {
        SlowRepository books = new SlowRepository();
        try (AdminApp other = AdminApp.with(context -> context.getBeanFactory().addBeanPostProcessor(books))) {
            other.post("/clients", "{\"client_id\":\"a\"}");
            books.gate = CompletableFuture.failedFuture(new RepositoryUnavailableException("unplugged"));

            assertThat(other.post("/clients/a/tokens", "{\"add\":1}"))
                    .satisfies(error(503, "Service not available; the tokens may or may not have been added"));

            books.gate = CompletableFuture.completedFuture(null);
            books.reading = new CompletableFuture<>();
            HttpResponse<String> answer = other.post("/clients/a/tokens", "{\"add\":1}");
            assertThat(answer).satisfies(error(503, "Service not available"));
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            books.reading.complete(null);
        }
    }

    private static long tokens(String client) {
        return json(app.get(client)).get("tokens").asLong();
    }

    private static long spend(String id) {
        Client client = app.bean(LoadingClientRegistry.class)
                .find(ClientKey.ofClientId(id))
                .join()
                .orElseThrow();
        long spent = 0;
        while (app.bean(Ledger.class).take(client, 1).join().admitted()) {
            spent++;
        }
        return spent;
    }

    /** With a rate at which nothing comes in while a test runs. */
    private static String clientWithFourOfTen(String id) {
        HttpResponse<String> created = app.post(
                "/clients", "{\"client_id\":\"" + id + "\",\"capacity\":10,\"rate_per_sec\":0.001,\"tokens\":4}");
        return created.headers().firstValue("Location").orElseThrow();
    }
}
