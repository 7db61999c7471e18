package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.Crowd;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.ClientKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BoundedBucketsTest {

    private static final Limit ONE = Limit.of(1, 1);
    private static final long SECOND = 1_000_000_000;
    private static final int MAX_KEYS = 10_000;
    private static final int FLOOD = 1_000_000;

    @Test
    void aKeyKeepsItsBucket() {
        BoundedBuckets buckets = new BoundedBuckets(ONE, MAX_KEYS);

        assertThat(buckets.get(key(1))).isSameAs(buckets.get(key(1))).isNotSameAs(buckets.get(key(2)));
    }

    /** An evicted bucket is closed, so those that are open are those that are held. */
    @Test
    void aMillionKeysLeaveNoMoreBucketsThanTheBound() {
        BoundedBuckets buckets = new BoundedBuckets(ONE, MAX_KEYS);
        Random random = new Random(1);
        List<TokenBucket> all = new ArrayList<>(FLOOD);
        for (int i = 0; i < FLOOD; i++) {
            all.add(buckets.get(key(random.nextLong())));
        }

        long notYetEvicted = MAX_KEYS / 10;
        assertThat(all.stream().filter(bucket -> !bucket.closed()).count())
                .isBetween(MAX_KEYS / 2L, MAX_KEYS + notYetEvicted);
    }

    @Test
    void aSpentBucketIsNotFullAgainAfterAMillionOthers() {
        LocalLedger ledger = new LocalLedger(ONE, MAX_KEYS, new HandClock(), Instant.EPOCH);
        List<ClientKey> spent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(ledger.takeUnregistered(key(i), 1).join().admitted()).isTrue();
            spent.add(key(i));
        }
        Random random = new Random(2);
        for (int i = 0; i < FLOOD; i++) {
            ledger.takeUnregistered(key(random.nextLong()), 1).join();
        }

        assertThat(spent)
                .noneMatch(key -> ledger.takeUnregistered(key, 1).join().admitted());
    }

    @Test
    void aBucketThatWasEvictedRefillsWithTime() {
        BoundedBuckets buckets = new BoundedBuckets(Limit.of(10, 1), 1);
        TokenBucket first = buckets.get(key(0));
        assertThat(first.tryTake(10, 0).admitted()).isTrue();
        for (int i = 1; !first.closed(); i++) {
            buckets.get(key(i));
        }

        assertThat(tokens(buckets, key(0), 0)).isZero();
        assertThat(tokens(buckets, key(0), 4 * SECOND)).isEqualTo(4);
        assertThat(tokens(buckets, key(0), 10 * SECOND)).isEqualTo(10);
    }

    @RepeatedTest(5)
    void noKeyTakesMoreThanItsCapacityWhileThreadsEvictEachOthersBuckets() {
        int keys = 200;
        int capacity = 5;
        LocalLedger ledger = new LocalLedger(Limit.of(capacity, 1), 8, new HandClock(), Instant.EPOCH);
        AtomicIntegerArray taken = new AtomicIntegerArray(keys);
        long total = Crowd.run(4, thread -> () -> {
                    Random random = new Random(thread);
                    int admitted = 0;
                    for (int i = 0; i < 20_000; i++) {
                        int key = random.nextInt(keys);
                        if (ledger.takeUnregistered(key(key), 1).join().admitted()) {
                            taken.incrementAndGet(key);
                            admitted++;
                        }
                    }
                    return admitted;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();

        for (int key = 0; key < keys; key++) {
            assertThat(taken.get(key)).as("key %d", key).isLessThanOrEqualTo(capacity);
        }
        assertThat(total).isGreaterThan(keys * capacity / 2);
    }

    private static ClientKey key(long number) {
        return new ClientKey.Address(number, 0);
    }

    /** What a key's bucket holds, read before another thread may have evicted it. */
    private static long tokens(BoundedBuckets buckets, ClientKey key, long now) {
        while (true) {
            TokenBucket held = buckets.get(key);
            long tokens = held.level(now).tokens();
            if (!held.closed()) {
                return tokens;
            }
        }
    }
}
