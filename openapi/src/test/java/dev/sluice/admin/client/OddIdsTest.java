package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OddIdsTest {

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static Stream<String> ids() {
        return Stream.of(
                "a/b",
                "a%2Fb",
                "a%252Fb",
                "/leading",
                "trailing/",
                "/",
                "//",
                ";",
                "a;b=1",
                ";b=1",
                "a+b",
                "a b",
                " ",
                "%",
                "%zz",
                ".",
                "..",
                "...",
                "../a",
                "a?b=c&d",
                "#",
                "\"quoted\"",
                "'",
                "a'b",
                "\\",
                "<>",
                "{id}",
                "[::1]",
                "::1",
                "a,b",
                "a:b@c",
                "*",
                "**",
                "\uD83D\uDE00",
                "\u00FC\u00F1\u00EE",
                "\uFFFD",
                "e\u0301",
                "\u202E",
                "\u00A0",
                "register",
                "list",
                "x".repeat(255),
                "\uD83D\uDE00".repeat(255));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void whateverCanBeCreatedCanBeReadChangedAndDeleted(String id) {
        String quoted = JsonMapper.shared().writeValueAsString(id);

        HttpResponse<String> created =
                app.post("/clients", "{\"client_id\":" + quoted + ",\"capacity\":30,\"rate_per_sec\":1}");
        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();

        assertThat(location).matches("/clients/[A-Za-z0-9._~%-]+");
        assertThat(json(app.get(location)).get("client_id").asString()).isEqualTo(id);
        assertThat(json(app.put(location, "{\"capacity\":25,\"rate_per_sec\":3}"))
                        .get("client_id")
                        .asString())
                .isEqualTo(id);
        assertThat(json(app.patch(location, "{\"capacity\":24}"))
                        .get("capacity")
                        .asInt())
                .isEqualTo(24);
        assertThat(json(app.post(location + "/check", "{}")).get("capacity").asInt())
                .isEqualTo(24);
        assertThat(json(app.get(location + "/usage")).get("client_id").asString())
                .isEqualTo(id);
        assertThat(app.post("/clients", "{\"client_id\":" + quoted + "}").statusCode())
                .isEqualTo(409);
        assertThat(app.delete(location).statusCode()).isEqualTo(204);
        assertThat(app.get(location)).satisfies(error(404, "client '" + id + "' does not exist"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("spellings")
    void anIdIsReadAsItStandsInThePath(String path, String id) {
        app.post("/clients", "{\"client_id\":\"" + id + "\"}");

        assertThat(json(app.get("/clients/" + path)).get("client_id").asString())
                .isEqualTo(id);
        app.delete("/clients/" + path);
        assertThat(app.get("/clients/" + path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%63lients/", "/client%73/", "/%63%6C%69%65%6E%74%73/"})
    void howTheWayToTheClientsIsSpeltTakesNothingFromTheId(String clients) {
        app.post("/clients", "{\"client_id\":\"s\",\"capacity\":5}");
        app.post("/clients", "{\"client_id\":\"user1\",\"capacity\":5}");

        assertThat(json(app.patch(clients + "user1", "{\"capacity\":7}"))
                        .get("client_id")
                        .asString())
                .isEqualTo("user1");
        assertThat(app.delete(clients + "user1").statusCode()).isEqualTo(204);
        assertThat(json(app.get("/clients/s")).get("capacity").asInt()).isEqualTo(5);
        assertThat(app.get("/clients/user1").statusCode()).isEqualTo(404);
        app.delete("/clients/s");
    }

    static List<Arguments> spellings() {
        return List.of(
                arguments("a;b=1", "a;b=1"),
                arguments(";b=1", ";b=1"),
                arguments("a;", "a;"),
                arguments("a;b=1;c=2,3", "a;b=1;c=2,3"),
                arguments("a+b", "a+b"),
                arguments("a%2Bb", "a+b"),
                arguments("a%20b", "a b"),
                arguments("%61", "a"),
                arguments("a%2fb", "a/b"),
                arguments("a%3Bb", "a;b"),
                arguments("%2e%2e", ".."),
                arguments("a:b", "a:b"),
                arguments("a,b", "a,b"),
                arguments("a=b", "a=b"),
                arguments("a'b", "a'b"),
                arguments("%C3%BC", "\u00FC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C3", "a%C3%28", "%ED%A0%80", "%C0%AF"})
    void anIdThatIsNoUtf8IsRefused(String path) {
        assertThat(app.get("/clients/" + path)).satisfies(error(400, "client_id must be UTF-8, percent-encoded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%0D%0Ab", "%7F"})
    void anIdThatNobodyCanHaveIsRefused(String path) {
        assertThat(app.get("/clients/" + path))
                .satisfies(error(400, "client_id must have 1 to 255 characters, none of them a control character"));
        assertThat(app.delete("/clients/" + path).statusCode()).isEqualTo(400);
    }
}
