package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbPathsTest {

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with("sluice.admin.verb-paths=true");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void theSameCallsAnswerUnderVerbs() {
        HttpResponse<String> created =
                app.post("/clients/register", "{\"client_id\":\"a/b c\",\"capacity\":30,\"rate_per_sec\":1}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/clients/a%2Fb%20c");

        assertThat(json(app.get("/clients/get?id=a/b%20c")).get("capacity").asInt())
                .isEqualTo(30);
        assertThat(app.get("/clients/get?id=a/b+c").body()).contains("\"a/b c\"");
        assertThat(app.put("/clients/update", "{\"client_id\":\"a/b c\",\"capacity\":25,\"rate_per_sec\":3}")
                        .body())
                .contains("\"capacity\":25,\"rate_per_sec\":3,");
        assertThat(app.get("/clients/list").body()).startsWith("[{\"client_id\":\"a/b c\",");
        assertThat(app.delete("/clients/delete?id=a/b%20c").statusCode()).isEqualTo(204);
        assertThat(app.get("/clients/get?id=a/b%20c")).satisfies(error(404, "client 'a/b c' does not exist"));
    }

    @Test
    void theNextPageOfAListUnderAVerbIsUnderThatVerb() {
        app.post("/clients/register", "{\"client_id\":\"1\"}");
        app.post("/clients/register", "{\"client_id\":\"2\"}");

        assertThat(app.get("/clients/list?limit=1").headers().firstValue("Link"))
                .hasValue("</clients/list?limit=1&after=1>; rel=\"next\"");
        assertThat(app.get("/clients?limit=1").headers().firstValue("Link"))
                .hasValue("</clients?limit=1&after=1>; rel=\"next\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "update", "delete", "get", "list", "export", "import"})
    void aVerbIsNoId(String verb) {
        assertThat(app.post("/clients", "{\"client_id\":\"" + verb + "\"}"))
                .satisfies(error(400, "client_id must not be '" + verb + "', which is the name of a call"));
        assertThat(app.patch("/clients/" + verb, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void anIdMustBeNamed() {
        assertThat(app.get("/clients/get"))
                .satisfies(error(400, "client_id must have 1 to 255 characters, none of them a control character"));
        assertThat(app.delete("/clients/delete?id=").statusCode()).isEqualTo(400);
    }
}
