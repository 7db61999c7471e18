package dev.sluice.admin.client;

import static dev.sluice.admin.client.Answers.error;
import static dev.sluice.admin.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that are searched for, and sorted; which lists there are is in the tests of the books. */
class ListingTest {

    private static final String SORT =
            "sort must be id, capacity, rate_per_sec, created_at or updated_at, or one of these with a - before it";
    private static final String TOGETHER =
            "after_value must be given where after is and sort is not id, and only there";
    private static final String SEARCH = "search must have 1 to 255 characters, none of them a control character";

    private static AdminApp app;

    @BeforeAll
    static void start() {
        app = AdminApp.with("sluice.admin.verb-paths=true");
        String lines = Stream.of(
                        client("Ann", 5, "2"),
                        client("ann%", 5, "0.000001"),
                        client("bob & co", 7, "2.5"),
                        client("İris_1", 1, "1000000000"),
                        client("joe\\", 5, "2"),
                        client("zoë'\"", 7, "2"),
                        client("😀", 1, "2"))
                .collect(Collectors.joining("\n"));
        app.send(app.request("/clients/import")
                .header("Content-Type", "application/jsonl")
                .POST(BodyPublishers.ofString(lines)));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "id           | Ann, ann%, bob & co, joe\\, zoë'\", İris_1, 😀",
                "-id          | 😀, İris_1, zoë'\", joe\\, bob & co, ann%, Ann",
                "capacity     | İris_1, 😀, Ann, ann%, joe\\, bob & co, zoë'\"",
                "-capacity    | zoë'\", bob & co, joe\\, ann%, Ann, 😀, İris_1",
                "rate_per_sec | ann%, Ann, joe\\, zoë'\", 😀, bob & co, İris_1",
                "-rate_per_sec| İris_1, bob & co, 😀, zoë'\", joe\\, Ann, ann%",
            })
    void everyOrderIsReadPageByPage(String sort, String ids) {
        for (int limit : new int[] {1, 2, 3, 7, 8}) {
            assertThat(readAll("/clients?sort=" + sort + "&limit=" + limit)).containsExactly(ids.split(", "));
        }
        assertThat(readAll("/clients/list?limit=2&sort=" + sort)).containsExactly(ids.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "updated_at"})
    void theOrderOfTimesIsReadPageByPageAsWell(String sort) {
        List<String> all = readAll("/clients?limit=1000&sort=" + sort);

        assertThat(all).hasSize(7);
        assertThat(readAll("/clients?limit=2&sort=" + sort)).isEqualTo(all);
        java.util.Collections.reverse(all);
        assertThat(readAll("/clients?limit=2&sort=-" + sort)).isEqualTo(all);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "ANN|Ann, ann%",
                "n%|ann%",
                "%|ann%",
                "_|İris_1",
                "\\|joe\\",
                "& C|bob & co",
                "'\"|zoë'\"",
                "ZOË|zoë'\"",
                "iRIS|İris_1",
                "😀|😀",
                ".|``",
                "nobody|``"
            })
    void aSearchFindsWhatContainsTheText(String text, String ids) {
        for (int limit : new int[] {1, 1000}) {
            assertThat(readAll("/clients?limit=" + limit + "&search=" + encoded(text)))
                    .containsExactly(Stream.of(ids.split(", "))
                            .filter(id -> !id.isEmpty())
                            .toArray(String[]::new));
        }
    }

    @Test
    void whatIsFoundIsSortedToo() {
        assertThat(readAll("/clients?limit=1&search=O&sort=-capacity")).containsExactly("zoë'\"", "bob & co", "joe\\");
    }

    @Test
    void aLinkSaysWhereToGoOn() {
        assertThat(link("/clients?limit=1&sort=rate_per_sec"))
                .hasValue("/clients?limit=1&sort=rate_per_sec&after=ann%25&after_value=0.000001");
        assertThat(link("/clients?sort=-capacity&search=N&limit=1"))
                .hasValue("/clients?limit=1&search=N&sort=-capacity&after=ann%25&after_value=5");
        assertThat(link("/clients?limit=1&sort=id")).hasValue("/clients?limit=1&after=Ann");
        assertThat(link("/clients?limit=1&sort=-id")).hasValue("/clients?limit=1&sort=-id&after=%F0%9F%98%80");
    }

    @Test
    void aPlaceInAListNeedsNobodyInIt() {
        assertThat(ids(app.get("/clients?sort=capacity&after=b&after_value=5"))).startsWith("joe\\", "bob & co");
        assertThat(ids(app.get("/clients?sort=capacity&after=b&after_value=6"))).startsWith("bob & co");
        assertThat(ids(app.get("/clients?sort=-capacity&after=b&after_value=0")))
                .isEmpty();
        assertThat(ids(app.get("/clients?sort=-created_at&after=b&after_value=9999-12-31T23:59:59.999999Z")))
                .hasSize(7);
        assertThat(ids(app.get("/clients?sort=rate_per_sec&after=b&after_value=9999999999.999999999")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "tokens", "ID", "--id", "+id", "id%20", "capacity,id", "rate"})
    void aSortThatThereIsNotIsRefused(String sort) {
        assertThat(app.get("/clients?sort=" + sort)).satisfies(error(400, SORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%00", "a%0Ab"})
    void aSearchForWhatNoIdHasIsRefused(String text) {
        assertThat(app.get("/clients?search=" + text)).satisfies(error(400, SEARCH));
    }

    @Test
    void aSearchIsNoLongerThanAnId() {
        assertThat(app.get("/clients?search=" + "%F0%9F%98%80".repeat(255)).statusCode())
                .isEqualTo(200);
        assertThat(app.get("/clients?search=" + "a".repeat(256))).satisfies(error(400, SEARCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=capacity&after_value=5",
                "sort=capacity&after=&after_value=5",
                "sort=capacity&after=a",
                "after=a&after_value=a",
                "sort=-id&after=a&after_value=a",
                "after_value=5"
            })
    void halfAPlaceIsRefused(String query) {
        assertThat(app.get("/clients?" + query)).satisfies(error(400, TOGETHER));
    }

    @ParameterizedTest
    @CsvSource({
        "capacity, ''",
        "capacity, x",
        "capacity, -1",
        "capacity, 1.0",
        "capacity, 99999999999",
        "rate_per_sec, 1e3",
        "-rate_per_sec, .5",
        "rate_per_sec, 0.0000000001",
        "created_at, 2026",
        "created_at, 2026-13-01T00:00:00Z",
        "-created_at, 2026-01-01T00:00:00.1234567Z",
        "updated_at, 2026-01-01T00:00:00%2B01:00",
        "updated_at, 5"
    })
    void aValueThatNoClientHasIsRefused(String sort, String value) {
        assertThat(app.get("/clients?sort=" + sort + "&after=a&after_value=" + value))
                .satisfies(error(400, "after_value must be the " + sort.replace("-", "") + " of a client"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "after", "search", "sort", "after_value"})
    void nothingIsGivenTwice(String name) {
        assertThat(app.get("/clients?" + name + "=1&" + name + "=1"))
                .satisfies(error(400, name + " must be given once"));
    }

    private static List<String> readAll(String target) {
        List<String> read = new ArrayList<>();
        for (Optional<String> next = Optional.of(target); next.isPresent(); next = link(next.get())) {
            read.addAll(ids(app.get(next.get())));
        }
        return read;
    }

    private static Optional<String> link(String target) {
        return app.get(target).headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
    }

    private static List<String> ids(HttpResponse<String> page) {
        return json(page)
                .valueStream()
                .map((JsonNode client) -> client.get("client_id").asString())
                .toList();
    }

    private static String client(String id, long capacity, String rate) {
        return "{\"client_id\":" + JsonMapper.shared().writeValueAsString(id) + ",\"capacity\":" + capacity
                + ",\"rate_per_sec\":" + rate + "}";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
