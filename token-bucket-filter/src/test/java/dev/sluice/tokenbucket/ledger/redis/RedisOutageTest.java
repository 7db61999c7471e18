package dev.sluice.tokenbucket.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.local.MonotonicClock;
import dev.sluice.tokenbucket.ledger.shared.BankLoop;
import dev.sluice.tokenbucket.ledger.shared.OnLedgerFailure;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** A real Redis that stops, hangs, comes back with nothing, is emptied, and loses what it was told last. */
class RedisOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CAPACITY = 100;
    private static final Client ANN = Client.of("ann", Limit.of(CAPACITY, Limit.MIN_RATE));

    private final RedisServer server = RedisServer.start();
    private final LettuceConnectionFactory connections = new LettuceConnectionFactory("localhost", server.port());
    private final ReactiveStringRedisTemplate redis = connected();
    private final SharedLedger ledger = new SharedLedger(
            new RedisBank(redis),
            OnLedgerFailure.SHARE,
            Limit.of(1, 1),
            100,
            MonotonicClock.system(),
            InstantSource.system());
    private final BankLoop loop = new BankLoop(ledger);

    private ReactiveStringRedisTemplate connected() {
        connections.afterPropertiesSet();
        connections.start();
        return new ReactiveStringRedisTemplate(connections);
    }

    @BeforeEach
    void start() {
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.stop();
        connections.destroy();
        server.close();
    }

    @Test
    void whileItHangsRequestsAreDecidedAndWhatTheySpendIsOwed() {
        server.freeze();
        awaitOutage(true);
        assertThat(admitted(20)).isEqualTo(20);

        server.thaw();
        awaitOutage(false);

        await().atMost(PATIENCE).until(() -> level() == CAPACITY - 20);
    }

    @Test
    void itIsFoundAgainWhenItWasStoppedAndStarted() {
        assertThat(admitted(5)).isEqualTo(5);
        server.stop();
        awaitOutage(true);
        int admitted = admitted(2 * CAPACITY);
        assertThat(admitted).isLessThanOrEqualTo(CAPACITY);

        server.restart();
        awaitOutage(false);

        await().atMost(PATIENCE).until(() -> level() <= CAPACITY);
        await().atMost(PATIENCE).until(() -> ledger.state().outage().isEmpty() && level() == CAPACITY - admitted);
    }

    @Test
    void whatWasEmptiedIsFullOnceMore() {
        assertThat(admitted(80)).isEqualTo(80);

        redis.execute(connection -> connection.serverCommands().flushAll()).blockLast();

        int admitted = spendAll();
        assertThat(admitted).isBetween(CAPACITY - 20, CAPACITY + 20);
        assertThat(ledger.state().outage()).isEmpty();
    }

    /** What was drawn since, spent already or still held, may be spent beside what the other server knows of. */
    @Test
    void whatAFailoverHasForgottenMayBeSpentOnceMore() {
        assertThat(admitted(10)).isEqualTo(10);
        await().atMost(PATIENCE).until(() -> ledger.clientBuckets() == 0);
        String key = redis.keys("sluice:{client*").next().blockOptional().orElseThrow();
        Map<Object, Object> replicated = redis.opsForHash()
                .entries(key)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .blockOptional()
                .orElseThrow();

        int forgotten = admitted(30);
        redis.delete(key).block();
        redis.opsForHash().putAll(key, replicated).block();

        int known = CAPACITY - 10;
        assertThat(spendAll()).isBetween(known - forgotten, known + known - forgotten);
    }

    private int spendAll() {
        AtomicInteger all = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            all.addAndGet(admitted(CAPACITY));
            return level() == 0;
        });
        return all.get();
    }

    private void awaitOutage(boolean outage) {
        await().atMost(PATIENCE).until(() -> ledger.state().outage().isPresent() == outage);
    }

    private long level() {
        return ledger.level(ANN)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .tokens();
    }

    private int admitted(int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += ledger.take(ANN, 1)
                            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .admitted()
                    ? 1
                    : 0;
        }
        return admitted;
    }
}
