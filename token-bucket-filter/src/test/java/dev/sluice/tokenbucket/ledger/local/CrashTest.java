package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that dies at any point, also in the middle of a saving, forgets no more than what was taken in its last interval,
 * and whoever starts after it adds the refill of the time between.
 */
class CrashTest {

    private static final int RUNS = 300;
    private static final int LIVES = 5;
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final long PERIOD = INTERVAL / 2;
    private static final long NANOS_PER_TOKEN = 1_000_000_000;

    /** A reading is rounded up to it. */
    private static final long MICRO = 1000;

    private final HandClock calendar = new HandClock();
    private final List<Take> takes = new ArrayList<>();
    private final List<Long> crashes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 50, 1000})
    void noMoreIsForgottenThanOneInterval(long rate) {
        for (int seed = 0; seed < RUNS; seed++) {
            takes.clear();
            crashes.clear();
            Random random = new Random(seed);
            Limit limit = Limit.of(1 + random.nextInt(40), rate);
            live(random, Client.of("ann", limit), new Books());
            checkLaw(limit, "seed " + seed);
        }
    }

    private void live(Random random, Client ann, Books books) {
        for (int i = 0; i < LIVES; i++) {
            Life life = new Life(random, books.read(ann), books);
            life.run();
            crashes.add(calendar.nanos());
            calendar.advance(Duration.ofNanos(random.nextLong(3 * INTERVAL)));
            assertRefilled(books.read(ann), life);
        }
    }

    /** The refill of the time between is there: the next process begins with no less than this one would have now. */
    private void assertRefilled(Client read, Life dead) {
        LocalLedger next = new LocalLedger(read.limit(), 1, calendar, Instant.EPOCH);
        long lost = MICRO * read.limit().ratePerSec().longValueExact() + 1;
        assertThat(next.level(read).join().nanotokens())
                .isGreaterThanOrEqualTo(dead.ledger.level(dead.client).join().nanotokens() - lost);
    }

    /** In any interval: capacity, and rate times its length, and for each crash in it what the last interval before it took. */
    private void checkLaw(Limit limit, String run) {
        for (int from = 0; from < takes.size(); from++) {
            long taken = 0;
            for (int to = from; to < takes.size(); to++) {
                taken += takes.get(to).cost;
                long length = takes.get(to).at - takes.get(from).at;
                long lawful = limit.capacity() * NANOS_PER_TOKEN
                        + limit.ratePerSec().longValueExact() * length
                        + forgotten(takes.get(from).at, takes.get(to).at) * NANOS_PER_TOKEN;
                assertThat(taken * NANOS_PER_TOKEN).as(run).isLessThanOrEqualTo(lawful);
            }
        }
    }

    private long forgotten(long from, long to) {
        return crashes.stream()
                .filter(crash -> crash >= from && crash <= to)
                .mapToLong(crash -> takes.stream()
                        .filter(take -> take.at > crash - INTERVAL && take.at <= crash)
                        .mapToLong(Take::cost)
                        .sum())
                .sum();
    }

    private record Take(long at, long cost) {}

    /** A gateway that takes and saves, until it dies at some point. */
    private final class Life {

        private final Random random;
        private final Client client;
        private final Books books;
        private final LocalLedger ledger;
        private final FillSaver saver;
        private final long end;

        Life(Random random, Client client, Books books) {
            this.random = random;
            this.client = client;
            this.books = books;
            this.ledger = new LocalLedger(client.limit(), 1, calendar, Instant.EPOCH);
            this.saver = new FillSaver(ledger, books);
            this.end = calendar.nanos() + random.nextLong(4 * INTERVAL);
        }

        void run() {
            for (long reading = calendar.nanos() + PERIOD; reading < end; reading += PERIOD) {
                serve(reading - calendar.nanos());
                save();
            }
            serve(end - calendar.nanos());
        }

        /** Up to half an interval passes before the fills are in the books; a process that dies first leaves them out. */
        private void save() {
            books.meanwhile(() -> {
                serve(random.nextLong(PERIOD));
                if (calendar.nanos() >= end && random.nextBoolean()) {
                    books.leave();
                }
            });
            try {
                saver.save();
            } catch (RuntimeException dead) {
                books.comeBack();
            }
        }

        private void serve(long nanos) {
            long until = Math.min(end, calendar.nanos() + nanos);
            while (calendar.nanos() < until) {
                calendar.advance(
                        Duration.ofNanos(Math.min(until - calendar.nanos(), 1 + random.nextLong(INTERVAL / 5))));
                long cost = random.nextLong(1, 4);
                if (ledger.take(client, cost).join().admitted()) {
                    takes.add(new Take(calendar.nanos(), cost));
                }
            }
        }
    }
}
