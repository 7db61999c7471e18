package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a request would get, asked for without sending it. */
class CheckTest {

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest(name = "of 4 tokens, {0} are there: {1}")
    @CsvSource({"1, true", "4, true", "5, false", "10, false"})
    void aRequestPassesIfItsTokensAreThere(long cost, boolean passes) {
        String client = clientWithFourOfTen("cost " + cost);

        JsonNode answer = check(client, cost);

        assertThat(answer.get("passes").asBoolean()).isEqualTo(passes);
        assertThat(answer.get("cost").asLong()).isEqualTo(cost);
        assertThat(answer.get("tokens").asLong()).isEqualTo(4);
        assertThat(answer.get("capacity").asLong()).isEqualTo(10);
        assertThat(answer.get("rate_per_sec").asString()).isEqualTo("0.001");
    }

    @Test
    void nothingIsTaken() {
        String client = clientWithFourOfTen("untouched");

        check(client, 4);

        assertThat(check(client, 4).get("passes").asBoolean()).isTrue();
        assertThat(json(app.get(client)).get("tokens").asLong()).isEqualTo(4);
    }

    @Test
    void whatPassesPassesAtOnce() {
        JsonNode answer = check(clientWithFourOfTen("now"), 4);

        assertThat(instant(answer, "passes_at")).isEqualTo(instant(answer, "checked_at"));
    }

    @Test
    void whatHasToWaitIsToldUntilWhen() {
        String client = clientWithFourOfTen("later");

        Instant passes = instant(check(client, 10), "passes_at");

        Instant created = instant(json(app.get(client)), "created_at");
        assertThat(passes).isCloseTo(created.plusSeconds(6000), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void whatCostsMoreThanAFullBucketNeverPasses() {
        JsonNode answer = check(clientWithFourOfTen("never"), 11);

        assertThat(answer.get("passes").asBoolean()).isFalse();
        assertThat(answer.has("passes_at")).isFalse();
    }

    @Test
    void aCostIsOneUnlessItIsGiven() {
        JsonNode answer = json(app.post(clientWithFourOfTen("one") + "/check", "{}"));

        assertThat(answer.get("cost").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"1\"", "null", "1000000001", "true"})
    void aCostThatIsNoneIsRefused(String cost) {
        String client = clientWithFourOfTen("wrong " + cost.replace('"', '_'));

        assertThat(app.post(client + "/check", "{\"cost\":" + cost + "}"))
                .satisfies(error(400, "cost must be a whole number from 1 to 1000000000"));
    }

    @Test
    void aClientThatIsNotThereIsNotFound() {
        assertThat(app.post("/clients/nobody/check", "{}")).satisfies(error(404, "client 'nobody' does not exist"));
    }

    private static JsonNode check(String client, long cost) {
        return json(app.post(client + "/check", "{\"cost\":" + cost + "}"));
    }

    /** With a rate at which nothing comes in while a test runs. */
    private static String clientWithFourOfTen(String id) {
        HttpResponse<String> created = app.post(
                "/clients", "{\"client_id\":\"" + id + "\",\"capacity\":10,\"rate_per_sec\":0.001,\"tokens\":4}");
        return created.headers().firstValue("Location").orElseThrow();
    }

    private static Instant instant(JsonNode answer, String field) {
        return Instant.parse(answer.get(field).asString());
    }
}
