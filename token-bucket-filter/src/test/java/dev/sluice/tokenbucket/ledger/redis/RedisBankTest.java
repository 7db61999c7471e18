package dev.sluice.tokenbucket.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.BankContract;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class RedisBankTest extends BankContract {

    private static final RedisServer SERVER = RedisServer.start();
    private static final LettuceConnectionFactory CONNECTIONS =
            new LettuceConnectionFactory("localhost", SERVER.port());

    @BeforeAll
    static void connect() {
        CONNECTIONS.afterPropertiesSet();
        CONNECTIONS.start();
    }

    @AfterAll
    static void disconnect() {
        CONNECTIONS.destroy();
        SERVER.close();
    }

    @Test
    void aBucketIsForgottenWhenItIsFullAgainOrNobodyComesForItAnyMore() {
        Bank bank = bank();
        Terms terms = new Terms("ages", 1, 10 * Slice.TOKEN, 1);
        assertThat(takeAll(bank, terms)).isEqualTo(10 * Slice.TOKEN);
        assertThat(secondsLeft("sluice:{ages}")).isBetween(9_999_000L, 10_000_100L);

        bank.forget("ages").join();

        assertThat(secondsLeft("sluice:{ages}")).isBetween(3_500L, 3_600L);
    }

    @Test
    void installationsHaveBucketsAndGatewaysOfTheirOwn() {
        ReactiveStringRedisTemplate redis = new ReactiveStringRedisTemplate(CONNECTIONS);
        Bank one = new RedisBank(redis, "one");
        Bank other = new RedisBank(redis, "other");
        Terms terms = new Terms("bob", 1, 10 * Slice.TOKEN, 1);

        assertThat(takeAll(one, terms)).isEqualTo(10 * Slice.TOKEN);
        assertThat(takeAll(one, terms)).isZero();
        assertThat(takeAll(other, terms)).isEqualTo(10 * Slice.TOKEN);
        one.present("a").join();
        assertThat(one.present("b").join().gateways()).isEqualTo(2);
        assertThat(other.present("c").join().gateways()).isEqualTo(1);
    }

    private static long takeAll(Bank bank, Terms terms) {
        Draw.Ask all = new Draw.Ask(0, 0, terms.capacity(), 0, 0, Slice.TOKEN);
        Draw draw = new Draw(UUID.randomUUID().toString(), 0, false, Slice.NOTHING, 0, all, 0, 0, Bank.LEASE_MICROS);
        Answer answer = bank.draw(terms, new Opening(terms.capacity(), 0), draw).join();
        return ((Answer.Grant) answer).slice().tokens();
    }

    private static long secondsLeft(String key) {
        return new ReactiveStringRedisTemplate(CONNECTIONS)
                .getExpire(key)
                .blockOptional()
                .orElseThrow()
                .toSeconds();
    }

    @Override
    protected Bank bank(AtomicLong clock) {
        return new RedisBank(new ReactiveStringRedisTemplate(CONNECTIONS), "", () -> OptionalLong.of(clock.get()));
    }

    @Override
    protected Bank bank() {
        return new RedisBank(new ReactiveStringRedisTemplate(CONNECTIONS), "");
    }
}
