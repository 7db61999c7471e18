package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientListing;
import dev.sluice.tokenbucket.client.ClientListing.Place;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.ClientSort;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** In which orders clients are listed and how they are searched for, in whichever database. */
abstract class ClientListingContract {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");

    private static final List<String> ODD = List.of(
            "a",
            "A",
            "b",
            "ä",
            "Ä",
            "'",
            "\"",
            "%",
            "_",
            "\\",
            "\\%",
            "a%b",
            "a_b",
            "a\\b",
            "axb",
            "😀",
            "😁",
            "e\u0301",
            "é",
            "İstanbul",
            "ıstanbul",
            "istanbul",
            "ISTANBUL",
            " ",
            "a b",
            ".*",
            "[a]",
            "(",
            "$1",
            "?",
            ":id",
            "***:a",
            "\uFFFD");

    private OpenDatabase database;
    private ClientRepository clients;

    abstract OpenDatabase open();

    /** Fills the table with so many clients {@code c0000000…}, by a statement of the database. */
    abstract String filling(int many);

    /** What a plan says that reads the whole table. */
    abstract String tableScan();

    @BeforeEach
    void openBooks() {
        database = open();
        clients = database.repository();
    }

    @AfterEach
    void closeBooks() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(ClientSort.class)
    void everyOrderIsReadPageByPageFromEitherEnd(ClientSort sort) {
        List<Registration> all = createMany();

        for (boolean descending : new boolean[] {false, true}) {
            List<String> expected = inOrder(all, sort, descending, "");
            for (int page : new int[] {1, 2, 7, all.size(), 1000}) {
                assertThat(readAll("", sort, descending, page)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClientSort.class)
    void whatIsFoundIsReadInEveryOrderToo(ClientSort sort) {
        List<Registration> all = createMany();

        for (boolean descending : new boolean[] {false, true}) {
            List<String> expected = inOrder(all, sort, descending, "a");
            assertThat(expected).hasSizeGreaterThan(10);
            assertThat(readAll("A", sort, descending, 3)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(ClientSort.class)
    void aListGoesOnThoughItsLastClientIsGone(ClientSort sort) {
        List<Registration> all = createMany();
        for (boolean descending : new boolean[] {false, true}) {
            List<String> expected = inOrder(all, sort, descending, "");
            List<Registration> page = page("", sort, descending, Optional.empty(), 5);
            Registration last = page.get(4);
            clients.delete(last.client().id()).block();
            all.remove(last);

            assertThat(ids(page("", sort, descending, Optional.of(place(sort, last)), 5)))
                    .isEqualTo(expected.subList(5, 10));
        }
    }

    @Test
    void thereIsNothingBehindTheGreatestValues() {
        Limit most = Limit.of(Limit.MAX_CAPACITY, Limit.MAX_RATE);
        create(Stream.of(new NewClient("ann", most, Fill.full(most))), NOON);

        for (ClientSort sort : ClientSort.values()) {
            assertThat(readAll("", sort, false, 1)).containsExactly("ann");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "'", "\"", "%", "_", "\\", "\\%", "a%b", "a_b", "a\\b", ".*", "[a]", "(", "$1", "?", ":id", "***:a",
                "😀", "\uFFFD", "e\u0301", " "
            })
    void aSearchTakesEveryCharacterByItsWord(String text) {
        createMany();

        assertThat(found(text))
                .isNotEmpty()
                .isEqualTo(ids(clients.list("", 1000)
                        .toStream()
                        .filter(registration -> registration.client().id().contains(text))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "A, a",
        "a, A",
        "ä, Ä",
        "Ä, ä",
        "istanbul, ISTANBUL",
        "ISTANBUL, istanbul",
        "İSTANBUL, ıstanbul",
        "ıs, İstanbul"
    })
    void capitalsAndSmallLettersAreTheSame(String text, String id) {
        createMany();

        assertThat(found(text)).contains(id);
    }

    @Test
    void whatIsSearchedForMayBeAsLongAsAnId() {
        create(Stream.of(client("a😀".repeat(127) + "a", 1)), NOON);

        assertThat(found("A😀".repeat(127) + "A")).hasSize(1);
        assertThat(found("A😀".repeat(127) + "b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ID, sluice_clients_pkey|primary_key",
        "CAPACITY, sluice_clients_by_capacity",
        "RATE_PER_SEC, sluice_clients_by_rate",
        "CREATED_AT, sluice_clients_by_creation",
        "UPDATED_AT, sluice_clients_by_update"
    })
    void aPageIsARangeOfAnIndex(ClientSort sort, String index) {
        run(filling(20_000));
        run("analyze");
        Registration middle = clients.find("c0010000").blockOptional().orElseThrow();

        for (boolean descending : new boolean[] {false, true}) {
            for (Optional<Place> after : List.of(Optional.<Place>empty(), Optional.of(place(sort, middle)))) {
                assertThat(plan(new ClientListing("", sort, descending, after)))
                        .containsPattern("(?i)" + index)
                        .doesNotContainIgnoringCase(tableScan());
            }
        }
    }

    private String plan(ClientListing listing) {
        PageStatement page = PageStatement.of(listing, "~");
        DatabaseClient.GenericExecuteSpec explain = database.sql()
                .sql("explain " + page.sql())
                .bindValues(page.values())
                .bind("most", 101);
        return String.join("\n", explain.mapValue(String.class).all().toStream().toList());
    }

    private void run(String statement) {
        database.sql().sql(statement).then().block();
    }

    /** Odd ids and plain ones, with many equal values. */
    private List<Registration> createMany() {
        List<String> ids = new ArrayList<>(ODD);
        IntStream.range(0, 30).forEach(i -> ids.add("Client " + i));
        Collections.shuffle(ids, new java.util.Random(7));
        for (int i = 0; i < 4; i++) {
            int group = i;
            create(
                    IntStream.range(0, ids.size()).filter(j -> j % 4 == group).mapToObj(j -> client(ids.get(j), j)),
                    NOON.plusNanos(1000L * (group / 2)));
        }
        for (int i = 0; i < ids.size(); i += 5) {
            Client client =
                    clients.find(ids.get(i)).blockOptional().orElseThrow().client();
            clients.change(client, client.limit(), client.fill(), NOON.plusSeconds(i % 2))
                    .block();
        }
        return new ArrayList<>(clients.list("", 1000).toStream().toList());
    }

    private static NewClient client(String id, int i) {
        Limit limit = Limit.of(1 + i % 3, new BigDecimal(i % 2 == 0 ? "0.123456789" : "0.12345679"));
        return new NewClient(id, limit, Fill.full(limit));
    }

    private void create(Stream<NewClient> group, Instant at) {
        clients.createAll(group.toList(), at).blockLast();
    }

    /** By what the clients say; those with equal values in the order of the ids, as the database has it. */
    private static List<String> inOrder(List<Registration> all, ClientSort sort, boolean descending, String letter) {
        List<Registration> sorted = new ArrayList<>(all);
        if (sort != ClientSort.ID) {
            sorted.sort(Comparator.comparing(registration -> comparable(sort.valueOf(registration))));
        }
        if (descending) {
            Collections.reverse(sorted);
        }
        return ids(sorted).stream()
                .filter(id -> id.contains(letter) || id.contains(letter.toUpperCase(java.util.Locale.ROOT)))
                .toList();
    }

    @SuppressWarnings("unchecked") // all of them are
    private static Comparable<Object> comparable(Object value) {
        return (Comparable<Object>) value;
    }

    private List<String> readAll(String search, ClientSort sort, boolean descending, int most) {
        List<String> read = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        while (true) {
            List<Registration> page = page(search, sort, descending, after, most);
            read.addAll(ids(page));
            if (page.size() < most) {
                return read;
            }
            after = Optional.of(place(sort, page.get(page.size() - 1)));
        }
    }

    private List<String> found(String text) {
        return ids(page(text, ClientSort.ID, false, Optional.empty(), 1000));
    }

    private List<Registration> page(
            String search, ClientSort sort, boolean descending, Optional<Place> after, int most) {
        return clients.list(new ClientListing(search, sort, descending, after), most)
                .toStream()
                .toList();
    }

    private static Place place(ClientSort sort, Registration registration) {
        return new Place(sort.valueOf(registration), registration.client().id());
    }

    private static List<String> ids(List<Registration> registrations) {
        return registrations.stream()
                .map(registration -> registration.client().id())
                .toList();
    }
}
