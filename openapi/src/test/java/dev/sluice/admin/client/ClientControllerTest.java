package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientControllerTest {

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
    void aClientIsCreatedAsItWasAskedFor() {
        Instant before = Instant.now();
        HttpResponse<String> answer =
                app.post("/clients", "{\"client_id\":\"created\",\"capacity\":30,\"rate_per_sec\":1}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).hasValue("/clients/created");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .matches("\\{\"client_id\":\"created\",\"capacity\":30,\"rate_per_sec\":1,\"tokens\":30,"
                        + "\"last_refill\":\"[^\"]+Z\",\"created_at\":\"[^\"]+Z\",\"updated_at\":\"[^\"]+Z\"}");
        assertThat(Instant.parse(json(answer).get("created_at").asString()))
                .isBetween(before.minusMillis(1), Instant.now());
        assertThat(Instant.parse(json(answer).get("last_refill").asString()))
                .isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void aLimitThatIsAbsentIsTheDefault() {
        assertThat(app.post("/clients", "{\"client_id\":\"no-limit\"}").body())
                .startsWith("{\"client_id\":\"no-limit\",\"capacity\":100,\"rate_per_sec\":10,\"tokens\":100,");
    }

    @ParameterizedTest
    @CsvSource({
        "tokens, 0, 0",
        "tokens, 7, 7",
        "tokens, 30, 30",
        "tokens, 31, 30",
        "tokens, -1, 0",
        "current_tokens, 7, 7",
        "tokens, 99999999999999999999999999, 30",
        "current_tokens, -99999999999999999999999999, 0"
    })
    void theFirstFillIsClamped(String field, String tokens, int filled) {
        HttpResponse<String> answer = app.post(
                "/clients",
                "{\"client_id\":\"" + field + tokens + "\",\"capacity\":30,\"rate_per_sec\":0.000001,\"" + field + "\":"
                        + tokens + "}");

        assertThat(json(answer).get("tokens").asInt()).isEqualTo(filled);
    }

    @Test
    void ofTwoNamesForTokensTheFirstWins() {
        assertThat(json(app.post(
                                "/clients",
                                "{\"client_id\":\"both\",\"current_tokens\":5,\"tokens\":6,\"rate_per_sec\":0.000001}"))
                        .get("tokens")
                        .asInt())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "10, 10",
        "1000000000, 1000000000",
        "1e3, 1000",
        "2.50, 2.5",
        "0.000001, 0.000001",
        "1e-6, 0.000001",
        "0.0000019, 0.0000019",
        "1.1234567899, 1.123456789"
    })
    void aRateIsPrintedWithoutAnExponentAndCutAtNineDecimals(String rate, String printed) {
        HttpResponse<String> answer =
                app.post("/clients", "{\"client_id\":\"rate " + rate + "\",\"rate_per_sec\":" + rate + "}");

        assertThat(answer.body()).contains("\"rate_per_sec\":" + printed + ",");
    }

    @Test
    void anIdInUseIsRefusedAndNothingChanges() {
        app.post("/clients", "{\"client_id\":\"in use\",\"capacity\":5}");

        assertThat(app.post("/clients", "{\"client_id\":\"in use\",\"capacity\":6}"))
                .satisfies(error(409, "client 'in use' exists already"));
        assertThat(json(app.get("/clients/in%20use")).get("capacity").asInt()).isEqualTo(5);
    }

    @Test
    void twoClientsCannotHaveOneAddress() {
        app.post("/clients", "{\"client_id\":\"192.0.2.1\"}");
        app.post("/clients", "{\"client_id\":\"2001:db8::1\"}");

        assertThat(app.post("/clients", "{\"client_id\":\"::ffff:192.0.2.1\"}"))
                .satisfies(error(409, "another client has the same address as '::ffff:192.0.2.1'"));
        assertThat(app.post("/clients", "{\"client_id\":\"2001:db8::2\"}"))
                .satisfies(error(409, "another client has the same address as '2001:db8::2'"));
    }

    @Test
    void aClientIsReplaced() {
        String created = app.post("/clients", "{\"client_id\":\"replaced\",\"capacity\":30,\"rate_per_sec\":1}")
                .body();

        HttpResponse<String> answer = app.put("/clients/replaced", "{\"capacity\":25,\"rate_per_sec\":3}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"client_id\":\"replaced\",\"capacity\":25,\"rate_per_sec\":3,\"tokens\":25,");
        assertThat(json(answer).get("created_at")).isEqualTo(json(created).get("created_at"));
        assertThat(app.get("/clients/replaced").body()).contains("\"capacity\":25,\"rate_per_sec\":3,");
    }

    @Test
    void aClientIsChangedInPart() {
        app.post("/clients", "{\"client_id\":\"patched\",\"capacity\":30,\"rate_per_sec\":1}");

        assertThat(app.patch("/clients/patched", "{\"capacity\":20}").body())
                .contains("\"capacity\":20,\"rate_per_sec\":1,");
        assertThat(app.patch("/clients/patched", "{\"rate_per_sec\":2.5}").body())
                .contains("\"capacity\":20,\"rate_per_sec\":2.5,");
        assertThat(app.patch("/clients/patched", "{}").body()).contains("\"capacity\":20,\"rate_per_sec\":2.5,");
        assertThat(app.send(app.json("PATCH", "/clients/patched", "{\"capacity\":9,\"tokens\":null}")
                                .setHeader("Content-Type", "application/merge-patch+json"))
                        .body())
                .contains("\"capacity\":9,\"rate_per_sec\":2.5,\"tokens\":9,");
    }

    @Test
    void aClientIsDeletedAndStaysSo() {
        app.post("/clients", "{\"client_id\":\"deleted\"}");

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = app.delete("/clients/deleted");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(app.get("/clients/deleted")).satisfies(error(404, "client 'deleted' does not exist"));
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThat(app.get("/clients/nobody")).satisfies(error(404, "client 'nobody' does not exist"));
        assertThat(app.put("/clients/nobody", "{\"capacity\":1,\"rate_per_sec\":1}"))
                .satisfies(error(404, "client 'nobody' does not exist"));
        assertThat(app.patch("/clients/nobody", "{}")).satisfies(error(404, "client 'nobody' does not exist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients/", "/clients/a/b", "/clients//", "/clients//a", "/clients/a/", "/%63lients/a/b"})
    void whatIsNoCallEndsHere(String path) {
        assertThat(app.get(path)).satisfies(error(404, "there is no such call"));
    }

    @Test
    void aCallThatDoesNotHaveTheMethodSaysWhichItHas() {
        HttpResponse<String> answer = app.send(app.request("/clients").DELETE());

        assertThat(answer).satisfies(error(405, "Method Not Allowed"));
        assertThat(answer.headers().firstValue("Allow").orElseThrow().split(","))
                .contains("GET", "POST");
    }

    @Test
    void whoWantsNoJsonGetsNone() {
        assertThat(app.get("/clients", "Accept", "text/html")).satisfies(error(406, "Not Acceptable"));
    }

    @Test
    void whoAcceptsOnlyProblemsGetsErrorsAsSuchAndAnswersInJson() {
        HttpResponse<String> problem = app.get("/clients/nobody", "Accept", "application/problem+json");
        HttpResponse<String> answer = app.get("/clients", "Accept", "application/problem+json");

        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(problem).get("detail").asString()).isEqualTo("client 'nobody' does not exist");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
