package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.usage.Usage;
import dev.sluice.tokenbucket.usage.UsageBook;
import dev.sluice.tokenbucket.usage.UsageRepository;
import dev.sluice.tokenbucket.usage.UsageRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every repository of usage has to do. */
abstract class UsageRepositoryContract {

    private static final UsageRow ROW = new UsageRow(7, 1000, "one", 1, 5, 3, 50, 123_456_789);

    private OpenDatabase database;
    private UsageRepository usage;

    abstract OpenDatabase open();

    @BeforeEach
    void openBook() {
        database = open();
        usage = database.database().usage();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsSavedIsFound() {
        usage.save(List.of(ROW)).block();

        assertThat(find(7, 1000)).containsExactly(ROW);
        assertThat(find(7, 1001)).isEmpty();
        assertThat(find(8, 1000)).isEmpty();
    }

    @Test
    void aNewerRowTakesThePlaceOfTheOlder() {
        UsageRow newer = new UsageRow(7, 1000, "one", 1, 6, 3, 60, 123_456_790);
        usage.save(List.of(ROW)).block();
        usage.save(List.of(newer)).block();

        assertThat(find(7, 1000)).containsExactly(newer);
    }

    @Test
    void anOlderRowThatComesLateChangesNothing() {
        UsageRow older = new UsageRow(7, 1000, "one", 1, 1, 1, 10, 123_456_000);
        usage.save(List.of(ROW)).block();
        usage.save(List.of(older)).block();

        assertThat(find(7, 1000)).containsExactly(ROW);
    }

    @Test
    void countersMinutesGatewaysAndClientsAreKeptApart() {
        List<UsageRow> rows = List.of(
                ROW,
                new UsageRow(7, 1001, "one", 1, 1, 0, 1, 2),
                new UsageRow(7, 1000, "other", 1, 2, 0, 2, 3),
                new UsageRow(7, 1000, "one", 2, 3, 0, 3, 4));
        usage.save(Stream.concat(rows.stream(), Stream.of(new UsageRow(8, 1000, "one", 1, 9, 9, 9, 9)))
                        .toList())
                .block();

        assertThat(find(7, 1000)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void whatIsPastIsDeleted() {
        UsageRow later = new UsageRow(7, 1001, "one", 1, 1, 0, 1, 2);
        usage.save(List.of(ROW, later)).block();

        usage.deleteBefore(1001).block();

        assertThat(find(7, 0)).containsExactly(later);
    }

    @Test
    void aBatchIsOneStatement() {
        List<UsageRow> rows = IntStream.range(0, 1000)
                .mapToObj(i -> new UsageRow(i, 1000, "one", i, 1, 1, 1, 1))
                .toList();
        usage.save(rows).block();
        usage.save(rows).block();

        assertThat(database.count("select count(*) from sluice_client_usage")).isEqualTo(1000);
    }

    @Test
    void whatTwoGatewaysCountIsTheSameForBoth() {
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        Limit limit = Limit.of(1, 1);
        Client client = Client.of("user1", limit, 3, 3, Fill.full(limit));
        UsageBook one = new UsageBook(Optional.of(usage), "one", 10, () -> now);
        UsageBook other = new UsageBook(Optional.of(usage), "other", 10, () -> now);
        for (int i = 0; i < 100; i++) {
            one.count(client, true, 2);
            other.count(client, false, 1);
            if (i % 30 == 0) {
                one.save();
                other.save();
            }
        }
        one.save();
        other.save();

        Usage told = Objects.requireNonNull(one.usage(client).block());

        assertThat(told.minutes().get(14)).isEqualTo(new Usage.Minute(now, 100, 100, 200));
        assertThat(other.usage(client).block()).isEqualTo(told);
    }

    private List<UsageRow> find(long generation, long minute) {
        return Objects.requireNonNull(
                usage.find(generation, minute).collectList().block());
    }
}
