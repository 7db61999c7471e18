package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** What the clients' books keep, in whichever database. */
abstract class ClientRepositoryContract {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Limit TEN = Limit.of(10, 1);

    private OpenDatabase database;
    private ClientRepository clients;

    abstract OpenDatabase open();

    @BeforeEach
    void openBooks() {
        database = open();
        clients = database.repository();
    }

    @AfterEach
    void closeBooks() {
        database.close();
    }

    @Test
    void aNewClientIsFoundAsItWasCreated() {
        Limit limit = Limit.of(1_000_000_000, new BigDecimal("0.123456789"));
        Fill fill = Fill.of(new Level(999_999_999_999_999_999L), NOON.minusSeconds(1));

        Registration created = create(new NewClient("ann", limit, fill)).orElseThrow();

        assertThat(created.client().id()).isEqualTo("ann");
        assertThat(created.client().limit()).isEqualTo(limit);
        assertThat(created.client().fill()).isEqualTo(fill);
        assertThat(created.client().generation()).isEqualTo(created.client().version());
        assertThat(created.createdAt()).isEqualTo(NOON);
        assertThat(created.updatedAt()).isEqualTo(NOON);
        assertThat(find("ann")).contains(created);
    }

    @Test
    void theGreatestAndTheSmallestNumbersAreKept() {
        Limit most = Limit.of(Limit.MAX_CAPACITY, Limit.MAX_RATE);
        Limit least = Limit.of(1, Limit.MIN_RATE);

        create(new NewClient("most", most, Fill.full(most)));
        create(new NewClient("least", least, Fill.of(new Level(0), NOON)));

        assertThat(found("most").limit()).isEqualTo(most);
        assertThat(found("most").fill().level()).isEqualTo(Level.ofTokens(Limit.MAX_CAPACITY));
        assertThat(found("least").limit()).isEqualTo(least);
        assertThat(found("least").fill().level()).isEqualTo(new Level(0));
    }

    @Test
    void nobodyIsFoundWhoWasNotCreated() {
        create("ann");

        assertThat(find("Ann")).isEmpty();
        assertThat(find("ann ")).isEmpty();
        assertThat(find("")).isEmpty();
        assertThat(find("an\0n")).isEmpty();
        assertThat(delete("an\0n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a%2Fb",
                ";",
                "'; drop table sluice_clients; --",
                "..",
                "😀",
                "e\u0301",
                "\u00e9",
                "%",
                "_",
                " ",
                "a:b",
                "$1",
                "?"
            })
    void anyTextIsAnId(String id) {
        create(id);

        assertThat(find(id)).isPresent();
        assertThat(lookUp(new ClientKey.Identifier(id))).extracting(Client::id).containsExactly(id);
        assertThat(delete(id)).map(Client::id).contains(id);
        assertThat(find(id)).isEmpty();
    }

    @Test
    void anIdHasUpTo255CharactersOfAnyKind() {
        String longest = "😀".repeat(255);
        create(longest);

        assertThat(find(longest)).isPresent();
    }

    @Test
    void anIdInUseIsLeftAlone() {
        Registration first = create(new NewClient("ann", TEN, Fill.full(TEN))).orElseThrow();

        assertThat(create(new NewClient("ann", Limit.of(1, 1), Fill.full(TEN)))).isEmpty();
        assertThat(find("ann")).contains(first);
    }

    @Test
    void twoIdsOfOneAddressAreOneClient() {
        create("192.0.2.1");
        create("2001:db8::1");

        assertThat(create("::ffff:192.0.2.1")).isEmpty();
        assertThat(create("2001:db8::2")).isEmpty();
        assertThat(create("2001:db8:0:1::1")).isPresent();
    }

    @Test
    void ofABatchThoseAreCreatedThatAreFree() {
        create("bob");
        create("192.0.2.1");

        List<Registration> created = clients.createAll(
                        Stream.of("eve", "bob", "ann", "ann", "::ffff:192.0.2.1")
                                .map(this::newClient)
                                .toList(),
                        NOON)
                .toStream()
                .toList();

        assertThat(created)
                .extracting(registration -> registration.client().id())
                .containsExactlyInAnyOrder("ann", "eve");
        assertThat(ids(list("", 10))).containsExactly("192.0.2.1", "ann", "bob", "eve");
    }

    @Test
    void ofAThousandWhoCreateOneClientAtOnceOneDoes() {
        long created = Flux.range(0, 1000)
                .flatMap(i -> clients.create(newClient("ann"), NOON), 1000)
                .toStream()
                .count();

        assertThat(created).isEqualTo(1);
    }

    @Test
    void clientsAreListedInTheOrderOfTheirIdsPageByPage() {
        List<String> ids = IntStream.range(0, 25)
                .mapToObj(i -> "client-" + (char) ('a' + i))
                .toList();
        List<NewClient> shuffled =
                new ArrayList<>(ids.stream().map(this::newClient).toList());
        java.util.Collections.shuffle(shuffled, new java.util.Random(1));
        clients.createAll(shuffled, NOON).blockLast();

        assertThat(ids(list("", 10))).isEqualTo(ids.subList(0, 10));
        assertThat(ids(list(ids.get(9), 10))).isEqualTo(ids.subList(10, 20));
        assertThat(ids(list(ids.get(19), 10))).isEqualTo(ids.subList(20, 25));
        assertThat(list("client-z", 10)).isEmpty();
    }

    @Test
    void theOrderIsThatOfTheCharacters() {
        Stream.of("b", "B", "a", "_", "10", "9", "ä", "a b").forEach(this::create);

        assertThat(ids(list("", 10))).containsExactly("10", "9", "B", "_", "a", "a b", "b", "ä");
    }

    @Test
    void keysAreLookedUpTogether() {
        create("ann");
        create("192.0.2.1");
        create("2001:db8::1");

        assertThat(lookUp(
                        new ClientKey.Identifier("ann"),
                        new ClientKey.Identifier("bob"),
                        ClientKey.ofClientId("192.0.2.1"),
                        ClientKey.ofClientId("2001:db8::ffff"),
                        ClientKey.ofClientId("192.0.2.2")))
                .extracting(Client::id)
                .containsExactlyInAnyOrder("ann", "192.0.2.1", "2001:db8::1");
    }

    @Test
    void anAddressIsNotFoundByItsText() {
        create("192.0.2.1");

        assertThat(lookUp(new ClientKey.Identifier("192.0.2.1"))).isEmpty();
    }

    @Test
    void aChangeGivesTheClientANewVersion() {
        Registration before = create("ann").orElseThrow();
        Limit limit = Limit.of(25, new BigDecimal("0.5"));
        Fill fill = Fill.of(Level.ofTokens(3), LATER);

        Registration after = clients.change(before.client(), limit, fill, LATER)
                .blockOptional()
                .orElseThrow();

        assertThat(after.client().limit()).isEqualTo(limit);
        assertThat(after.client().fill()).isEqualTo(fill);
        assertThat(after.client().generation()).isEqualTo(before.client().generation());
        assertThat(after.client().version()).isGreaterThan(before.client().version());
        assertThat(after.createdAt()).isEqualTo(NOON);
        assertThat(after.updatedAt()).isEqualTo(LATER);
        assertThat(find("ann")).contains(after);
    }

    @Test
    void whoReadAnOlderVersionChangesNothing() {
        Client first = create("ann").orElseThrow().client();
        Registration second = clients.change(first, Limit.of(2, 2), first.fill(), LATER)
                .blockOptional()
                .orElseThrow();

        assertThat(clients.change(first, Limit.of(3, 3), first.fill(), LATER).blockOptional())
                .isEmpty();
        assertThat(find("ann")).contains(second);
    }

    @Test
    void whoIsGoneCannotBeChanged() {
        Client ann = create("ann").orElseThrow().client();
        delete("ann");

        assertThat(clients.change(ann, TEN, ann.fill(), LATER).blockOptional()).isEmpty();
    }

    @Test
    void aClientIsDeletedOnce() {
        Client ann = create("ann").orElseThrow().client();
        create("bob");

        assertThat(delete("ann")).contains(ann);
        assertThat(delete("ann")).isEmpty();
        assertThat(ids(list("", 10))).containsExactly("bob");
    }

    @Test
    void aClientCreatedAgainIsOfANewerGeneration() {
        Client first = create("ann").orElseThrow().client();
        delete("ann");
        Client second = create("ann").orElseThrow().client();

        assertThat(second.generation()).isGreaterThan(first.version());
    }

    @Test
    void fillsAreSavedTogether() {
        Client ann = create("ann").orElseThrow().client();
        Client bob = create("bob").orElseThrow().client();
        Client eve = create("eve").orElseThrow().client();

        save(filled(ann, 1, LATER), filled(eve, 2, LATER));

        assertThat(found("ann").fill()).isEqualTo(Fill.of(Level.ofTokens(1), LATER));
        assertThat(found("bob")).isEqualTo(bob);
        assertThat(found("eve").fill()).isEqualTo(Fill.of(Level.ofTokens(2), LATER));
        assertThat(found("ann").version()).isEqualTo(ann.version());
    }

    @Test
    void aFillThatComesLateIsNotSaved() {
        Client ann = create("ann").orElseThrow().client();
        save(filled(ann, 1, LATER));
        save(filled(ann, 9, LATER.minusNanos(1000)));

        assertThat(found("ann").fill().level().tokens()).isEqualTo(1);
    }

    @Test
    void aFillOfTheSameInstantIsSaved() {
        Client ann = create("ann").orElseThrow().client();
        save(filled(ann, 2, LATER));
        save(filled(ann, 1, LATER));

        assertThat(found("ann").fill().level().tokens()).isEqualTo(1);
    }

    @Test
    void aFillFromTheFutureIsReplaced() {
        Client ann = create("ann").orElseThrow().client();
        save(filled(ann, 9, Instant.now().plus(Duration.ofDays(1))));
        save(filled(ann, 1, LATER));

        assertThat(found("ann").fill()).isEqualTo(Fill.of(Level.ofTokens(1), LATER));
    }

    @Test
    void aFillOfAnOlderVersionIsNotSaved() {
        Client ann = create("ann").orElseThrow().client();
        Fill fill = Fill.of(Level.ofTokens(2), LATER);
        clients.change(ann, Limit.of(2, 1), fill, LATER).block();
        save(filled(ann, 9, LATER.plusSeconds(1)));

        assertThat(found("ann").fill()).isEqualTo(fill);
    }

    @Test
    void aFillOfADeletedClientIsNotSaved() {
        Client ann = create("ann").orElseThrow().client();
        delete("ann");
        Client again = create("ann").orElseThrow().client();
        save(filled(ann, 1, LATER));

        assertThat(found("ann")).isEqualTo(again);
    }

    @Test
    void aThousandFillsAreSavedTogether() {
        List<Registration> created = clients.createAll(
                        IntStream.range(0, 1000)
                                .mapToObj(i -> newClient("client-" + i))
                                .toList(),
                        NOON)
                .toStream()
                .toList();

        save(created.stream()
                .map(registration -> filled(registration.client(), 4, LATER))
                .toArray(Client[]::new));

        assertThat(list("", 1000))
                .allSatisfy(registration -> assertThat(
                                registration.client().fill().level().tokens())
                        .isEqualTo(4));
    }

    private static Client filled(Client client, long tokens, Instant at) {
        return client.filled(Fill.of(Level.ofTokens(tokens), at));
    }

    private void save(Client... fills) {
        clients.saveFills(List.of(fills)).block(Duration.ofSeconds(10));
    }

    private Optional<Registration> create(String id) {
        return create(newClient(id));
    }

    private Optional<Registration> create(NewClient client) {
        return clients.create(client, NOON).blockOptional();
    }

    private NewClient newClient(String id) {
        return new NewClient(id, TEN, Fill.of(Level.ofTokens(10), NOON));
    }

    private Optional<Registration> find(String id) {
        return clients.find(id).blockOptional();
    }

    private Client found(String id) {
        return find(id).orElseThrow().client();
    }

    private List<Client> lookUp(ClientKey... keys) {
        return clients.findAll(List.of(keys)).toStream().toList();
    }

    private List<Registration> list(String after, int most) {
        return clients.list(after, most).toStream().toList();
    }

    private Optional<Client> delete(String id) {
        return clients.delete(id).blockOptional();
    }

    private static List<String> ids(List<Registration> registrations) {
        return registrations.stream()
                .map(registration -> registration.client().id())
                .toList();
    }
}
