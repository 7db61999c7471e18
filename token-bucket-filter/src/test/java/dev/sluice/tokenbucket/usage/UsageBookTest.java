package dev.sluice.tokenbucket.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.usage.Usage.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class UsageBookTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Client CLIENT = client("user1", 1);

    private Instant now = START;
    private final Shelf shelf = new Shelf();
    private final UsageBook one = book(Optional.of(shelf), "one");
    private final UsageBook other = book(Optional.of(shelf), "other");

    @Test
    void whoWasNeverSeenHasFifteenEmptyMinutes() {
        Usage usage = usage(one);

        assertThat(usage.lastSeen()).isEmpty();
        assertThat(usage.minutes()).hasSize(15).allMatch(minute -> minute.admitted() + minute.refused() == 0);
        assertThat(usage.minutes().get(14)).isEqualTo(new Minute(START, 0, 0, 0));
        assertThat(usage.minutes().get(0).from()).isEqualTo(START.minus(Duration.ofMinutes(14)));
    }

    @Test
    void eachDecisionIsInItsMinuteAtItsCost() {
        one.count(CLIENT, true, 1);
        one.count(CLIENT, true, 5);
        pass(Duration.ofSeconds(59));
        one.count(CLIENT, false, 7);
        pass(Duration.ofSeconds(2));
        one.count(CLIENT, true, 1);
        Instant last = now;
        pass(Duration.ofSeconds(30));

        Usage usage = usage(one);

        assertThat(usage.minutes().subList(13, 15))
                .containsExactly(new Minute(START, 2, 1, 6), new Minute(START.plusSeconds(60), 1, 0, 1));
        assertThat(usage.admitted()).isEqualTo(3);
        assertThat(usage.refused()).isEqualTo(1);
        assertThat(usage.spent()).isEqualTo(7);
        assertThat(usage.lastSeen()).hasValue(last);
    }

    @Test
    void whatTwoGatewaysDecideAddsUpToTheSameForBoth() {
        for (int i = 0; i < 200; i++) {
            (i % 3 == 0 ? one : other).count(CLIENT, i % 5 != 0, 1);
            if (i % 7 == 0) {
                (i % 2 == 0 ? one : other).save();
            }
            pass(Duration.ofSeconds(3));
        }
        one.save();
        other.save();

        assertThat(usage(one)).isEqualTo(usage(other));
        assertThat(usage(one).admitted()).isEqualTo(160);
        assertThat(usage(one).refused()).isEqualTo(40);
    }

    @Test
    void whatIsSavedTwiceCountsOnce() {
        times(10, () -> one.count(CLIENT, true, 1));
        shelf.forgetsToAnswer = true;
        assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(one::save);
        shelf.forgetsToAnswer = false;
        times(5, () -> one.count(CLIENT, true, 1));
        one.save();
        one.save();

        assertThat(usage(other).admitted()).isEqualTo(15);
        assertThat(usage(one).admitted()).isEqualTo(15);
    }

    @Test
    void whileTheRepositoryIsAwayNothingIsLost() {
        shelf.away = true;
        for (int i = 0; i < 10; i++) {
            one.count(CLIENT, true, 1);
            assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(one::save);
            pass(Duration.ofMinutes(1));
        }
        shelf.away = false;
        one.save();

        assertThat(usage(other).admitted()).isEqualTo(10);
    }

    @Test
    void onlyWhatHasChangedIsSaved() {
        IntStream.range(0, 2500).forEach(i -> one.count(client("user" + i, i), true, 1));
        one.save();
        assertThat(shelf.saves).isEqualTo(50);
        assertThat(shelf.rows).hasSize(2500);

        one.count(client("user7", 7), true, 1);
        one.save();
        one.save();

        assertThat(shelf.saves).isEqualTo(51);
    }

    @Test
    void aMinuteThatHasNotChangedIsNotSavedAgain() {
        one.count(CLIENT, true, 1);
        one.save();
        pass(Duration.ofMinutes(1));
        one.count(CLIENT, true, 1);
        one.save();

        assertThat(shelf.savedRows).isEqualTo(2);
        assertThat(usage(other).admitted()).isEqualTo(2);
    }

    @Test
    void aRoundIsSavedPartByPartInTheOrderOfTheClientsMaking() {
        IntStream.range(0, 130).map(i -> 129 - i).forEach(i -> one.count(client("user" + i, i), true, 1));

        one.saveSome();
        assertThat(shelf.generations()).containsExactlyElementsOf(generations(50));
        assertThat(one.isBehind()).isTrue();

        one.count(client("user0", 0), true, 1);
        one.count(client("user129", 129), true, 1);
        one.saveSome();
        one.saveSome();
        assertThat(shelf.generations()).containsExactlyElementsOf(generations(130));
        assertThat(usage(other, client("user129", 129)).admitted()).isEqualTo(2);
        assertThat(one.isBehind()).isFalse();

        one.saveSome();
        assertThat(usage(other, client("user0", 0)).admitted()).isEqualTo(2);
        assertThat(shelf.savedRows).isEqualTo(131);
    }

    @Test
    void aPartThatCouldNotBeSavedIsSavedInTheNextRound() {
        IntStream.range(0, 80).forEach(i -> one.count(client("user" + i, i), true, 1));
        shelf.away = true;
        assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(one::saveSome);
        shelf.away = false;

        one.saveSome();
        assertThat(shelf.generations()).hasSize(30);
        one.saveSome();
        assertThat(shelf.generations()).containsExactlyElementsOf(generations(80));
    }

    @Test
    void whatIsSavedAndPastIsReadFromTheRepository() {
        times(4, () -> one.count(CLIENT, true, 1));
        one.save();
        pass(Duration.ofMinutes(3));
        one.save();
        one.count(CLIENT, true, 1);
        one.save();

        assertThat(usage(one).admitted()).isEqualTo(5);
        assertThat(usage(other).admitted()).isEqualTo(5);
        assertThat(shelf.rows).hasSize(2);
    }

    @Test
    void whatIsOlderThanTheLastMinutesIsForgottenEverywhere() {
        one.count(CLIENT, true, 1);
        one.save();
        pass(Duration.ofMinutes(14));
        one.save();
        assertThat(usage(one).admitted()).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        assertThat(usage(one).admitted()).isZero();
        one.save();

        assertThat(shelf.rows).isEmpty();
    }

    @Test
    void aClientThatIsCreatedAnewBeginsAtZero() {
        one.count(CLIENT, true, 1);
        Client anew = client("user1", 2);
        one.count(anew, true, 1);
        one.count(CLIENT, true, 1);

        assertThat(usage(one, anew).admitted()).isEqualTo(1);
    }

    @Test
    void withoutARepositoryAGatewayKnowsOfItself() {
        UsageBook alone = book(Optional.empty(), "alone");
        for (int i = 0; i < 20; i++) {
            alone.count(CLIENT, true, 1);
            alone.save();
            pass(Duration.ofMinutes(1));
        }

        assertThat(usage(alone).admitted()).isEqualTo(14);
    }

    @Test
    void noMoreClientsAreCountedThanThereIsRoomFor() {
        UsageBook small = new UsageBook(Optional.of(shelf), "small", 2, () -> now);
        List.of(1, 2, 3).forEach(i -> small.count(client("user" + i, i), true, 1));
        assertThat(usage(small, client("user3", 3)).admitted()).isZero();
        small.save();
        pass(Duration.ofMinutes(3));
        small.save();

        small.count(client("user3", 3), true, 1);

        assertThat(usage(small, client("user3", 3)).admitted()).isEqualTo(1);
    }

    @Test
    void nothingIsLostHoweverManyCountWhileItIsSaved() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> times(50_000, () -> one.count(CLIENT, i % 2 == 0, 3))))
                .toList();
        threads.forEach(Thread::start);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            one.save();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        one.save();

        assertThat(usage(other).minutes().get(14)).isEqualTo(new Minute(START, 100_000, 100_000, 300_000));
    }

    private Usage usage(UsageBook book) {
        return usage(book, CLIENT);
    }

    private static Usage usage(UsageBook book, Client client) {
        return Objects.requireNonNull(book.usage(client).block());
    }

    private static List<Long> generations(int most) {
        return LongStream.range(0, most).boxed().toList();
    }

    private UsageBook book(Optional<UsageRepository> repository, String gateway) {
        return new UsageBook(repository, gateway, 10_000, () -> now);
    }

    private static Client client(String id, long generation) {
        Limit limit = Limit.of(1, 1);
        return Client.of(id, limit, generation, generation, Fill.full(limit));
    }

    private static void times(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /** A repository in memory that can be away, or do its work and be away before it says so. */
    private static final class Shelf implements UsageRepository {

        private final Map<List<Object>, UsageRow> rows = new HashMap<>();
        private boolean away;
        private boolean forgetsToAnswer;
        private int saves;
        private int savedRows;

        @Override
        public synchronized Mono<Void> save(Collection<UsageRow> saved) {
            saves++;
            savedRows += saved.size();
            if (!away) {
                saved.forEach(
                        row -> rows.put(List.of(row.generation(), row.minute(), row.gateway(), row.counter()), row));
            }
            return answer();
        }

        @Override
        public synchronized Flux<UsageRow> find(long generation, long minute) {
            return Flux.fromIterable(rows.values().stream()
                    .filter(row -> row.generation() == generation && row.minute() >= minute)
                    .toList());
        }

        @Override
        public synchronized Mono<Void> deleteBefore(long minute) {
            rows.values().removeIf(row -> row.minute() < minute);
            return answer();
        }

        synchronized List<Long> generations() {
            return rows.values().stream().map(UsageRow::generation).sorted().toList();
        }

        private Mono<Void> answer() {
            return away || forgetsToAnswer ? Mono.error(new RepositoryUnavailableException("away")) : Mono.empty();
        }
    }
}
