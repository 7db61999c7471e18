package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagesTest {

    @Test
    void nobodyIsAnEmptyList() {
        try (AdminApp app = AdminApp.with()) {
            HttpResponse<String> answer = app.get("/clients");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("[]");
            assertThat(answer.headers().firstValue("Link")).isEmpty();
            assertThat(app.get("/clients/export").body()).isEmpty();
        }
    }

    @Test
    void thousandsAreReadPageByPageInTheOrderOfTheirIds() {
        List<String> ids = Stream.concat(
                        IntStream.range(0, 2500).mapToObj("client %05d"::formatted),
                        Stream.of("a&b=c", "a+b", "a>b", "%41", "\u00FC", "\uD83D\uDE00", "\uFFFD", "B", "b"))
                .toList();
        String lines = ids.stream()
                .map(id -> "{\"client_id\":" + JsonMapper.shared().writeValueAsString(id) + "}")
                .collect(Collectors.joining("\n"));
        try (AdminApp app = AdminApp.with()) {
            app.send(app.request("/clients/import")
                    .header("Content-Type", "application/jsonl")
                    .POST(BodyPublishers.ofString(lines)));

            for (int limit : new int[] {1000, 97, 2508, 2509}) {
                List<String> read = readAll(app, Math.min(limit, 1000));
                assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
            }
            assertThat(readAll(app, 97)).isEqualTo(readAll(app, 1000));
            assertThat(json(app.get("/clients")).size()).isEqualTo(100);
            assertThat(ids(app.get("/clients?limit=2&after=client%2000002")))
                    .containsExactly("client 00003", "client 00004");
        }
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        try (AdminApp app = AdminApp.with()) {
            app.post("/clients", "{\"client_id\":\"a\"}");
            app.post("/clients", "{\"client_id\":\"b\"}");

            assertThat(app.get("/clients?limit=2").headers().firstValue("Link")).isEmpty();
            assertThat(app.get("/clients?limit=1").headers().firstValue("Link"))
                    .hasValue("</clients?limit=1&after=a>; rel=\"next\"");
            assertThat(app.get("/clients?after=b").body()).isEqualTo("[]");
        }
    }

    private static List<String> readAll(AdminApp app, int limit) {
        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of("/clients?limit=" + limit);
        while (next.isPresent()) {
            HttpResponse<String> page = app.get(next.get());
            read.addAll(ids(page));
            next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
        }
        return read;
    }

    private static List<String> ids(HttpResponse<String> page) {
        return json(page)
                .valueStream()
                .map((JsonNode client) -> client.get("client_id").asString())
                .toList();
    }
}
