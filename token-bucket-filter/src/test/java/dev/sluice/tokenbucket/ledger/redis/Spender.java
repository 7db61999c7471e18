package dev.sluice.tokenbucket.ledger.redis;

import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.shared.BankLoop;
import dev.sluice.tokenbucket.ledger.shared.OnLedgerFailure;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** The requests of one client at one gateway, whose bucket is full at first and then gets nothing that counts. */
final class Spender implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final int CAPACITY = 100;

    private static final Client CLIENT = Client.of("ann", Limit.of(CAPACITY, Limit.MIN_RATE));

    private final SharedLedger ledger;
    private final BankLoop loop;

    private Spender(SharedLedger ledger) {
        this.ledger = ledger;
        this.loop = new BankLoop(ledger);
    }

    static Spender of(ReactiveStringRedisTemplate redis) {
        Spender spender = new Spender(new SharedLedger(
                new RedisBank(redis, ""),
                OnLedgerFailure.SHARE,
                Limit.of(1, 1),
                CAPACITY,
                MonotonicClock.system(),
                InstantSource.system()));
        spender.loop.start();
        return spender;
    }

    /** How many of so many requests pass. */
    int admitted(int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += ledger.take(CLIENT, 1)
                            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .admitted()
                    ? 1
                    : 0;
        }
        return admitted;
    }

    /** Asks until nothing is left, and tells how much there was. */
    int spendAll() {
        AtomicInteger all = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            all.addAndGet(admitted(CAPACITY));
            return level() == 0;
        });
        return all.get();
    }

    long level() {
        return ledger.level(CLIENT)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .tokens();
    }

    /** Waits until this gateway has given back what it did not spend. */
    void awaitRest() {
        await().atMost(PATIENCE).until(() -> ledger.clientBuckets() == 0);
    }

    void awaitOutage(boolean outage) {
        await().atMost(PATIENCE).until(() -> isOutage() == outage);
    }

    /** Waits until the bank is there, and all have told it what they spent without it. */
    void awaitLending() {
        await().atMost(PATIENCE).until(() -> ledger.state().lends());
    }

    /** Why the bank is away, as it was first met. */
    String outage() {
        return ledger.state().outage().orElseThrow().reason();
    }

    boolean isOutage() {
        return ledger.state().outage().isPresent();
    }

    @Override
    public void close() {
        loop.stop();
    }
}
