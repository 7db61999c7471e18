package dev.sluice.tokenbucket.ledger.redis;

import static dev.sluice.tokenbucket.ledger.redis.Spender.CAPACITY;
import static dev.sluice.tokenbucket.ledger.redis.Spender.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.redis.ClusterRedis;
import dev.sluice.tokenbucket.redis.ReplicatedRedis;
import dev.sluice.tokenbucket.redis.SentinelRedis;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The master of a bucket dies, and its replica takes over. */
class RedisFailoverTest {

    @ParameterizedTest
    @MethodSource("replicated")
    void limitsGoOnWhereTheyWere(Supplier<ReplicatedRedis> start) {
        limitsGoOnAfter(ReplicatedRedis::killMaster, start);
    }

    /** Nobody is told that such a master is gone: no connection to it ends by itself, and a new one is taken and not answered. */
    @ParameterizedTest
    @MethodSource("replicated")
    void aMasterThatIsFrozenIsLeftForTheOneThatTookOver(Supplier<ReplicatedRedis> start) {
        limitsGoOnAfter(ReplicatedRedis::freezeMaster, start);
    }

    private static void limitsGoOnAfter(
            BiConsumer<ReplicatedRedis, String> end, Supplier<? extends ReplicatedRedis> start) {
        try (ReplicatedRedis servers = start.get();
                BootRedis redis = BootRedis.of(servers);
                Spender spender = Spender.of(redis.template())) {
            int before = spender.admitted(30);
            assertThat(before).isEqualTo(30);
            spender.awaitRest();
            String key = bucket(redis);
            servers.awaitReplicated(key);

            end.accept(servers, key);
            spender.awaitOutage(true);
            int meanwhile = spender.admitted(20);
            spender.awaitLending();

            assertThat(meanwhile).isEqualTo(20);
            await().atMost(PATIENCE).until(() -> spender.level() == CAPACITY - before - meanwhile);
            assertThat(before + meanwhile + spender.spendAll()).isEqualTo(CAPACITY);
        }
    }

    @Test
    void whatTheReplicaWasNotToldMayBeSpentOnceMore() {
        try (SentinelRedis servers = SentinelRedis.start();
                BootRedis redis = BootRedis.of(servers);
                Spender spender = Spender.of(redis.template())) {
            int replicated = spender.admitted(10);
            spender.awaitRest();
            String key = bucket(redis);
            servers.awaitReplicated(key);
            servers.stopReplication();
            int forgotten = spender.admitted(30);
            spender.awaitRest();

            servers.killMaster(key);
            spender.awaitOutage(true);
            spender.awaitLending();

            assertThat(replicated + forgotten + spender.spendAll()).isEqualTo(CAPACITY + forgotten);
        }
    }

    private static String bucket(BootRedis redis) {
        return redis.template().keys("sluice:{client*").next().blockOptional().orElseThrow();
    }

    static Stream<Named<Supplier<ReplicatedRedis>>> replicated() {
        return Stream.of(
                Named.of("Sentinel", SentinelRedis::start),
                Named.of("a patient Sentinel", () -> SentinelRedis.start(Duration.ofSeconds(5))),
                Named.of("Cluster", ClusterRedis::start));
    }
}
