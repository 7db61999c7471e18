package dev.sluice.tokenbucket.ledger.redis;

import static dev.sluice.tokenbucket.ledger.redis.Spender.CAPACITY;
import static dev.sluice.tokenbucket.ledger.redis.Spender.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.redis.RedisServer;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** A real Redis that stops, hangs, comes back with nothing, and is emptied. */
class RedisOutageTest {

    private final RedisServer server = RedisServer.start();
    private final LettuceConnectionFactory connections = new LettuceConnectionFactory("localhost", server.port());
    private final ReactiveStringRedisTemplate redis = connected();
    private final Spender spender = Spender.of(redis);

    private ReactiveStringRedisTemplate connected() {
        connections.afterPropertiesSet();
        connections.start();
        return new ReactiveStringRedisTemplate(connections);
    }

    @AfterEach
    void stop() {
        spender.close();
        connections.destroy();
        server.close();
    }

    @Test
    void whileItHangsRequestsAreDecidedAndWhatTheySpendIsOwed() {
        server.freeze();
        spender.awaitOutage(true);
        assertThat(spender.admitted(20)).isEqualTo(20);

        server.thaw();
        spender.awaitOutage(false);

        await().atMost(PATIENCE).until(() -> spender.level() == CAPACITY - 20);
    }

    @Test
    void whatIsNotAnsweredIsToldInPlainWords() {
        server.freeze();
        spender.awaitOutage(true);

        assertThat(spender.outage()).isEqualTo("no answer within 1000 ms");
        server.thaw();
    }

    /** For longer than any of its connections is waited for, old or new. */
    @Test
    void itIsFoundAgainWhenItWasFrozenUntilItsConnectionsWereGivenUp() {
        try (BootRedis boot = BootRedis.of(server);
                Spender guest = Spender.of(boot.template())) {
            EventBus events = boot.application().getBean(ClientResources.class).eventBus();
            server.freeze();
            events.get().ofType(ReconnectFailedEvent.class).take(2).then().block(PATIENCE);

            server.thaw();

            guest.awaitLending();
            assertThat(guest.spendAll()).isEqualTo(CAPACITY);
        }
    }

    @Test
    void itIsFoundAgainWhenItWasStoppedAndStarted() {
        assertThat(spender.admitted(5)).isEqualTo(5);
        server.stop();
        spender.awaitOutage(true);
        int admitted = spender.admitted(2 * CAPACITY);
        assertThat(admitted).isLessThanOrEqualTo(CAPACITY);

        server.restart();
        spender.awaitOutage(false);

        await().atMost(PATIENCE).until(() -> spender.level() <= CAPACITY);
        await().atMost(PATIENCE).until(() -> !spender.isOutage() && spender.level() == CAPACITY - admitted);
    }

    @Test
    void whatWasEmptiedIsFullOnceMore() {
        assertThat(spender.admitted(80)).isEqualTo(80);

        redis.execute(connection -> connection.serverCommands().flushAll()).blockLast();

        int admitted = spender.spendAll();
        assertThat(admitted).isBetween(CAPACITY - 20, CAPACITY + 20);
        assertThat(spender.isOutage()).isFalse();
    }
}
