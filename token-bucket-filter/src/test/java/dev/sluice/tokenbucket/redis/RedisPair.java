package dev.sluice.tokenbucket.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.function.Function;

/** A master and its replica. */
record RedisPair(RedisProcess master, RedisProcess replica) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Waits until the replica has all that was there before it. */
    void awaitSynchronized() {
        await().atMost(PATIENCE)
                .until(() -> ask(replica, redis -> redis.info("replication")).contains("master_link_status:up"));
    }

    /** Waits until the replica knows what the master knows. */
    void awaitReplicated(String key) {
        await().atMost(PATIENCE)
                .until(() -> ask(master, redis -> {
                    // What is waited for are the writes of this connection, and those before them.
                    redis.set("replicated:" + key, "");
                    return redis.waitForReplication(1, PATIENCE.toMillis()) == 1;
                }));
    }

    /** Lets the replica in no more. Connections that are open stay so. */
    void stopReplication() {
        ask(master, redis -> {
            redis.configSet("requirepass", "not told to the replica");
            return redis.clientKill(KillArgs.Builder.typeSlave());
        });
    }

    /** What a server answers to a connection of its own. */
    static <T> T ask(RedisProcess server, Function<RedisCommands<String, String>, T> question) {
        try (RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()))) {
            return question.apply(client.connect().sync());
        }
    }

    @Override
    public void close() {
        master.close();
        replica.close();
    }
}
