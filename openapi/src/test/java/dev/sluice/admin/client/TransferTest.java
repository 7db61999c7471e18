package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferTest {

    private AdminApp app;

    @BeforeEach
    void start() {
        app = AdminApp.with();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void goodLinesAreKeptAndBadOnesReported() {
        app.post("/clients", "{\"client_id\":\"old\",\"capacity\":30,\"rate_per_sec\":0.000001,\"tokens\":7}");
        app.post("/clients", "{\"client_id\":\"same\",\"capacity\":30,\"rate_per_sec\":1}");
        app.post("/clients", "{\"client_id\":\"192.0.2.1\"}");

        HttpResponse<String> answer = imported("""
                {"client_id":"new","capacity":5,"rate_per_sec":0.000001,"tokens":2}

                {"client_id":"bad","capacity":0}
                {"client_id":"old","capacity":20,"rate_per_sec":0.000001,"tokens":20}\r
                {"client_id":"same","capacity":30,"rate_per_sec":1.0,"tokens":3}
                no json
                {"client_id":"full"}
                {"client_id":"export"}
                {"client_id":"::ffff:192.0.2.1"}
                %s
                {"client_id":"last"}""".formatted(" ".repeat(70_000)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"created\":3,\"updated\":1,\"unchanged\":1,\"failed\":5,\"errors\":["
                        + "{\"line\":3,\"message\":\"capacity must be a whole number from 1 to 1000000000\"},"
                        + "{\"line\":6,\"message\":\"not valid JSON\"},"
                        + "{\"line\":8,\"message\":\"client_id must not be 'export', which is the name of a call\"},"
                        + "{\"line\":9,\"message\":\"another client has the same address as '::ffff:192.0.2.1'\"},"
                        + "{\"line\":10,\"message\":\"the line must not be longer than 65536 bytes\"}]}");
        assertThat(app.get("/clients/new").body()).contains("\"capacity\":5,\"rate_per_sec\":0.000001,\"tokens\":2,");
        assertThat(app.get("/clients/old").body()).contains("\"capacity\":20,\"rate_per_sec\":0.000001,\"tokens\":7,");
        assertThat(app.get("/clients/same").body()).contains("\"tokens\":30,");
        assertThat(app.get("/clients/last").statusCode()).isEqualTo(200);
    }

    @Test
    void whatWasExportedIsImportedUnchanged() {
        imported(IntStream.range(0, 2345)
                .mapToObj(i -> "{\"client_id\":\"%05d/\u00FC\",\"capacity\":%d,\"rate_per_sec\":0.%06d,\"tokens\":%d}"
                        .formatted(i, i + 1, i + 1, i / 2))
                .collect(Collectors.joining("\n")));
        HttpResponse<String> exported = app.get("/clients/export");

        assertThat(exported.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        assertThat(exported.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"clients.jsonl\"");
        assertThat(exported.body().lines()).hasSize(2345);
        assertThat(imported(exported.body()).body())
                .isEqualTo("{\"created\":0,\"updated\":0,\"unchanged\":2345,\"failed\":0,\"errors\":[]}");
        try (AdminApp other = AdminApp.with()) {
            assertThat(imported(other, exported.body()).body())
                    .isEqualTo("{\"created\":2345,\"updated\":0,\"unchanged\":0,\"failed\":0,\"errors\":[]}");
            assertThat(counts(other)).isEqualTo(counts(app));
        }
    }

    @Test
    void linesOfOneClientAreTakenInTheirOrder() {
        HttpResponse<String> answer = imported("""
                {"client_id":"a","capacity":1,"rate_per_sec":0.000001}
                {"client_id":"b","capacity":1}
                {"client_id":"a","capacity":2,"rate_per_sec":0.000001}
                {"client_id":"a","capacity":3,"rate_per_sec":0.000001}
                {"client_id":"a","capacity":3,"rate_per_sec":0.000001}
                """);

        assertThat(answer.body()).isEqualTo("{\"created\":2,\"updated\":2,\"unchanged\":1,\"failed\":0,\"errors\":[]}");
        assertThat(app.get("/clients/a").body()).contains("\"capacity\":3,\"rate_per_sec\":0.000001,\"tokens\":1,");
    }

    @Test
    void noMoreThanAThousandErrorsAreListed() {
        HttpResponse<String> answer = imported("x\n".repeat(1500) + "{\"client_id\":\"good\"}");

        assertThat(json(answer).get("failed").asInt()).isEqualTo(1500);
        assertThat(json(answer).get("created").asInt()).isEqualTo(1);
        assertThat(json(answer).get("errors").size()).isEqualTo(1000);
    }

    @Test
    void nothingIsImportedFromNothing() {
        assertThat(imported("").body())
                .isEqualTo("{\"created\":0,\"updated\":0,\"unchanged\":0,\"failed\":0,\"errors\":[]}");
        assertThat(imported("\n \r\n\n").body())
                .isEqualTo("{\"created\":0,\"updated\":0,\"unchanged\":0,\"failed\":0,\"errors\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-ndjson, application/x-ndjson",
        "application/jsonl, application/jsonl",
        "*/*, application/jsonl",
        "application/*, application/jsonl"
    })
    void anExportHasTheTypeThatIsAccepted(String accept, String type) {
        assertThat(app.get("/clients/export", "Accept", accept).headers().firstValue("Content-Type"))
                .hasValue(type);
    }

    @Test
    void otherTypesAreRefused() {
        assertThat(app.get("/clients/export", "Accept", "application/json")).satisfies(error(406, "Not Acceptable"));
        assertThat(app.post("/clients/import", "{\"client_id\":\"x\"}"))
                .satisfies(error(415, "Unsupported Media Type"));
        assertThat(app.send(app.request("/clients/import")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString("{\"client_id\":\"x\"}")))
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> imported(String lines) {
        return imported(app, lines);
    }

    private static HttpResponse<String> imported(AdminApp app, String lines) {
        return app.send(app.request("/clients/import")
                .header("Content-Type", "application/jsonl")
                .POST(BodyPublishers.ofString(lines)));
    }

    /** What is exported without the times. */
    private static String counts(AdminApp app) {
        return app.get("/clients/export").body().replaceAll(",\"last_refill.*", "");
    }
}
