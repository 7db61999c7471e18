package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictInputTest {

    private static final String ID = "client_id must have 1 to 255 characters, none of them a control character";
    private static final String CAPACITY = "capacity must be a whole number from 1 to 1000000000";
    private static final String RATE = "rate_per_sec must be a number from 0.000001 to 1000000000";
    private static final String TOKENS = "tokens must be a whole number";
    private static final String NO_JSON = "not valid JSON";
    private static final String NO_OBJECT = "a JSON object is expected";
    private static final String TOO_MUCH = "a name or number is too long, or values are nested too deeply";

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with();
        app.post("/clients", "{\"client_id\":\"there\",\"capacity\":30,\"rate_per_sec\":1}");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClients")
    void aWrongClientIsRefusedByTheNameOfTheField(String body, String message) {
        assertThat(app.post("/clients", body)).satisfies(error(400, message));
    }

    static Stream<Arguments> wrongClients() {
        return Stream.of(
                arguments("", NO_OBJECT),
                arguments("  ", NO_OBJECT),
                arguments("null", NO_OBJECT),
                arguments("5", NO_OBJECT),
                arguments("\"text\"", NO_OBJECT),
                arguments("[]", NO_OBJECT),
                arguments("[{\"client_id\":\"x\"}]", NO_OBJECT),
                arguments("{", NO_JSON),
                arguments("{\"client_id\":\"x\"", NO_JSON),
                arguments("{\"client_id\":\"x\",\"capacity\":", NO_JSON),
                arguments("{\"client_id\":\"x\",\"capacity\":3", NO_JSON),
                arguments("{\"client_id\":\"x\",}", NO_JSON),
                arguments("{\"client_id\":\"x\"}}", NO_JSON),
                arguments("{\"client_id\":\"x\"}{}", "not valid JSON"),
                arguments("{\"client_id\":\"x\"} x", NO_JSON),
                arguments("{client_id:\"x\"}", NO_JSON),
                arguments("{'client_id':'x'}", NO_JSON),
                arguments("{\"client_id\":\"x\"/*comment*/}", NO_JSON),
                arguments("{\"client_id\":\"x\ny\"}", NO_JSON),
                arguments("{\"client_id\":\"x\",\"other\":NaN}", NO_JSON),
                arguments("{\"client_id\":\"x\",\"client_id\":\"y\"}", "client_id is there twice"),
                arguments("{\"client_id\":\"x\",\"capacity\":1,\"capacity\":1}", "capacity is there twice"),
                arguments("{\"client_id\":\"x\",\"other\":1,\"other\":1}", "a field is there twice"),
                arguments("{\"client_id\":\"x\",\"other\":" + "[".repeat(600) + "]".repeat(600) + "}", TOO_MUCH),
                arguments("{\"client_id\":\"x\",\"other\":" + "1".repeat(2000) + "}", TOO_MUCH),
                arguments("{}", ID),
                arguments("{\"capacity\":1}", ID),
                arguments("{\"client_id\":null}", ID),
                arguments("{\"client_id\":\"\"}", ID),
                arguments("{\"client_id\":5}", ID),
                arguments("{\"client_id\":1.5}", ID),
                arguments("{\"client_id\":true}", ID),
                arguments("{\"client_id\":[\"x\"]}", ID),
                arguments("{\"client_id\":{}}", ID),
                arguments("{\"client_id\":\"a\\u0000b\"}", ID),
                arguments("{\"client_id\":\"a\\nb\"}", ID),
                arguments("{\"client_id\":\"a\\u0085b\"}", ID),
                arguments("{\"client_id\":\"\\ud800\"}", ID),
                arguments("{\"client_id\":\"" + "x".repeat(256) + "\"}", ID),
                arguments("{\"client_id\":\"" + "\uD83D\uDE00".repeat(256) + "\"}", ID),
                arguments("{\"client_id\":\"export\"}", "client_id must not be 'export', which is the name of a call"),
                arguments("{\"client_id\":\"import\"}", "client_id must not be 'import', which is the name of a call"),
                arguments(with("capacity", "null"), CAPACITY),
                arguments(with("capacity", "\"5\""), CAPACITY),
                arguments(with("capacity", "\"\""), CAPACITY),
                arguments(with("capacity", "0"), CAPACITY),
                arguments(with("capacity", "-0"), CAPACITY),
                arguments(with("capacity", "-1"), CAPACITY),
                arguments(with("capacity", "1.5"), CAPACITY),
                arguments(with("capacity", "1e400"), CAPACITY),
                arguments(with("capacity", "1e1000000000"), CAPACITY),
                arguments(with("capacity", "NaN"), CAPACITY),
                arguments(with("capacity", "Infinity"), CAPACITY),
                arguments(with("capacity", "01"), CAPACITY),
                arguments(with("capacity", "+1"), CAPACITY),
                arguments(with("capacity", "0x10"), NO_JSON),
                arguments(with("capacity", "true"), CAPACITY),
                arguments(with("capacity", "[1]"), CAPACITY),
                arguments(with("capacity", "{}"), CAPACITY),
                arguments(with("capacity", "1000000001"), CAPACITY),
                arguments(with("capacity", "9223372036854775808"), CAPACITY),
                arguments(with("capacity", "9".repeat(2000)), CAPACITY),
                arguments(with("rate_per_sec", "null"), RATE),
                arguments(with("rate_per_sec", "\"1\""), RATE),
                arguments(with("rate_per_sec", "0"), RATE),
                arguments(with("rate_per_sec", "-1"), RATE),
                arguments(with("rate_per_sec", "0.00000099999"), RATE),
                arguments(with("rate_per_sec", "1000000000.000000001"), RATE),
                arguments(with("rate_per_sec", "1e400"), RATE),
                arguments(with("rate_per_sec", "1e1000000000"), RATE),
                arguments(with("rate_per_sec", "1e-1000000000"), RATE),
                arguments(with("rate_per_sec", "1e99999999999"), RATE),
                arguments(with("rate_per_sec", "-1e1000000000"), RATE),
                arguments(with("rate_per_sec", "NaN"), RATE),
                arguments(with("rate_per_sec", "-Infinity"), RATE),
                arguments(with("rate_per_sec", "false"), RATE),
                arguments(with("rate_per_sec", "[]"), RATE),
                arguments(with("rate_per_sec", "0." + "1".repeat(2000)), RATE),
                arguments(with("tokens", "null"), TOKENS),
                arguments(with("tokens", "\"1\""), TOKENS),
                arguments(with("tokens", "1.5"), TOKENS),
                arguments(with("tokens", "1e1000000000"), TOKENS),
                arguments(with("current_tokens", "{}"), "current_" + TOKENS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongLimits")
    void aWrongLimitIsRefusedByTheNameOfTheField(String body, String message) {
        assertThat(app.put("/clients/there", body)).satisfies(error(400, message));
    }

    static Stream<Arguments> wrongLimits() {
        return Stream.of(
                arguments("{}", CAPACITY),
                arguments("{\"capacity\":25}", RATE),
                arguments("{\"rate_per_sec\":3}", CAPACITY),
                arguments("{\"capacity\":null,\"rate_per_sec\":3}", CAPACITY),
                arguments("{\"capacity\":25,\"rate_per_sec\":null}", RATE),
                arguments("{\"capacity\":0,\"rate_per_sec\":0}", CAPACITY),
                arguments("[]", NO_OBJECT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPatches")
    void aWrongPatchIsRefusedByTheNameOfTheField(String body, String message) {
        assertThat(app.patch("/clients/there", body)).satisfies(error(400, message));
    }

    static Stream<Arguments> wrongPatches() {
        return Stream.of(
                arguments("{\"capacity\":null}", CAPACITY),
                arguments("{\"rate_per_sec\":null}", RATE),
                arguments("{\"capacity\":25,\"rate_per_sec\":\"x\"}", RATE),
                arguments("[{\"op\":\"replace\"}]", NO_OBJECT));
    }

    @Test
    void nothingOfThatHasChangedAnything() {
        assertThat(app.get("/clients/there").body()).contains("\"capacity\":30,\"rate_per_sec\":1,");
    }

    @Test
    void aNestedFieldIsNobodysBusiness() {
        assertThat(app.patch("/clients/there", "{\"x\":{\"capacity\":null},\"client_id\":null,\"y\":[null]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1001", "1.5", "", "%2B5", "99999999999999999999", "5%20"})
    void aWrongLimitOfAListIsRefused(String limit) {
        assertThat(app.get("/clients?limit=" + limit))
                .satisfies(error(400, "limit must be a whole number from 1 to 1000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%0Ab"})
    void aWrongStartOfAListIsRefused(String after) {
        assertThat(app.get("/clients?after=" + after))
                .satisfies(error(400, "after must have at most 255 characters, none of them a control character"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/problem+json",
                "application/jsonl",
                "application/merge-patch+json",
                "no type at all"
            })
    void anotherTypeIsRefused(String type) {
        assertThat(app.send(
                        app.json("POST", "/clients", "{\"client_id\":\"x\"}").setHeader("Content-Type", type)))
                .satisfies(error(415, "Unsupported Media Type"));
    }

    @Test
    void aBodyWithoutATypeIsRefused() {
        assertThat(app.send(app.request("/clients").POST(BodyPublishers.ofString("{\"client_id\":\"x\"}"))))
                .satisfies(error(415, "Unsupported Media Type"));
    }

    @Test
    void aBodyIsReadUpToItsLimit() {
        String body = "{\"client_id\":\"long\"," + " ".repeat(65536 - 33) + "\"capacity\":7}";

        assertThat(app.post("/clients", body).statusCode()).isEqualTo(201);
        assertThat(app.post("/clients", " " + body))
                .satisfies(error(413, "the body must not be longer than 65536 bytes"));
    }

    @Test
    void aBodyWithoutALengthIsReadUpToTheSameLimit() {
        byte[] body = ("{\"client_id\":\"chunked\"," + " ".repeat(70_000) + "\"capacity\":7}")
                .getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = app.send(app.request("/clients")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer).satisfies(error(413, "the body must not be longer than 65536 bytes"));
    }

    private static String with(String field, String value) {
        return "{\"client_id\":\"x\",\"" + field + "\":" + value + "}";
    }
}
