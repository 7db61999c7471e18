package dev.sluice.tokenbucket.redis;

import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.server.FreePort;
import java.time.Duration;
import java.util.List;

/** A master, its replica, and a Sentinel that needs nobody else to find the master dead. */
public final class SentinelRedis implements ReplicatedRedis {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DOWN_AFTER = Duration.ofMillis(500);
    private static final String NAME = "limits";

    private final RedisPair pair;
    private final RedisProcess sentinel;

    private SentinelRedis(RedisPair pair, RedisProcess sentinel) {
        this.pair = pair;
        this.sentinel = sentinel;
    }

    /** Starts them, with nothing in them. */
    public static SentinelRedis start() {
        return start(DOWN_AFTER);
    }

    /** Starts them, with a Sentinel that waits for so long before it takes a silent master for dead. */
    public static SentinelRedis start(Duration downAfter) {
        RedisProcess master = RedisProcess.server(FreePort.find());
        RedisProcess replica = RedisProcess.server(FreePort.find(), "replicaof 127.0.0.1 " + master.port());
        RedisPair pair = new RedisPair(master, replica);
        pair.awaitSynchronized();
        RedisProcess sentinel = RedisProcess.sentinel(
                FreePort.find(),
                "sentinel monitor " + NAME + " 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds " + NAME + " " + downAfter.toMillis(),
                "sentinel failover-timeout " + NAME + " 2000");
        await().atMost(PATIENCE)
                .until(() ->
                        RedisPair.ask(sentinel, redis -> redis.info("sentinel")).contains("slaves=1"));
        return new SentinelRedis(pair, sentinel);
    }

    @Override
    public List<String> settings() {
        return List.of(
                "spring.data.redis.sentinel.master=" + NAME,
                "spring.data.redis.sentinel.nodes=127.0.0.1:" + sentinel.port());
    }

    @Override
    public void awaitReplicated(String key) {
        pair.awaitReplicated(key);
    }

    /** From now on, what is written to the master is lost when it dies. */
    public void stopReplication() {
        pair.stopReplication();
    }

    @Override
    public void killMaster(String key) {
        pair.master().stop();
    }

    @Override
    public void freezeMaster(String key) {
        pair.master().freeze();
    }

    @Override
    public void close() {
        sentinel.close();
        pair.close();
    }
}
