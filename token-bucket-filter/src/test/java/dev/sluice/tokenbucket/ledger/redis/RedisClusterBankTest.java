package dev.sluice.tokenbucket.ledger.redis;

import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.BankContract;
import dev.sluice.tokenbucket.redis.ClusterRedis;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;

/** A bank on servers that share the keys. */
class RedisClusterBankTest extends BankContract {

    private static final ClusterRedis CLUSTER = ClusterRedis.start();
    private static final BootRedis REDIS = BootRedis.of(CLUSTER);

    @AfterAll
    static void stop() {
        REDIS.close();
        CLUSTER.close();
    }

    @Override
    protected Bank bank(AtomicLong clock) {
        return new RedisBank(REDIS.template(), "", () -> OptionalLong.of(clock.get()));
    }

    @Override
    protected Bank bank() {
        return new RedisBank(REDIS.template(), "");
    }
}
