package dev.sluice.tokenbucket.redis;

import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.server.FreePort;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three masters that share the keys, and a replica of each. */
public final class ClusterRedis implements ReplicatedRedis {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MASTERS = 3;

    private final List<RedisPair> pairs;

    private ClusterRedis(List<RedisPair> pairs) {
        this.pairs = pairs;
    }

    /** Starts them, with nothing in them. */
    public static ClusterRedis start() {
        List<RedisPair> pairs = Stream.generate(() -> new RedisPair(server(), server()))
                .limit(MASTERS)
                .toList();
        ClusterRedis cluster = new ClusterRedis(pairs);
        cluster.meet();
        cluster.share();
        cluster.replicate();
        return cluster;
    }

    private static RedisProcess server() {
        return RedisProcess.server(FreePort.find(), "cluster-enabled yes", "cluster-node-timeout 1000");
    }

    private void meet() {
        RedisProcess first = pairs.get(0).master();
        servers().forEach(server -> RedisPair.ask(first, redis -> redis.clusterMeet("127.0.0.1", server.port())));
        awaitAll("cluster_known_nodes:" + 2 * MASTERS);
    }

    private void share() {
        for (int i = 0; i < MASTERS; i++) {
            int[] slots = IntStream.range(firstSlot(i), firstSlot(i + 1)).toArray();
            RedisPair.ask(pairs.get(i).master(), redis -> redis.clusterAddSlots(slots));
        }
        awaitAll("cluster_state:ok");
    }

    private void replicate() {
        for (RedisPair pair : pairs) {
            String master = RedisPair.ask(pair.master(), redis -> redis.clusterMyId());
            RedisPair.ask(pair.replica(), redis -> redis.clusterReplicate(master));
        }
        pairs.forEach(RedisPair::awaitSynchronized);
    }

    private void awaitAll(String line) {
        servers()
                .forEach(server -> await().atMost(PATIENCE)
                        .until(() -> RedisPair.ask(server, redis -> redis.clusterInfo())
                                .contains(line)));
    }

    private Stream<RedisProcess> servers() {
        return pairs.stream().flatMap(pair -> Stream.of(pair.master(), pair.replica()));
    }

    private static int firstSlot(int master) {
        return SlotHash.SLOT_COUNT * master / MASTERS;
    }

    private RedisPair pairOf(String key) {
        int slot = SlotHash.getSlot(key);
        return pairs.get(IntStream.range(0, MASTERS)
                .filter(i -> slot < firstSlot(i + 1))
                .findFirst()
                .orElseThrow());
    }

    @Override
    public List<String> settings() {
        return List.of("spring.data.redis.cluster.nodes=127.0.0.1:"
                + pairs.get(0).replica().port() + ",127.0.0.1:"
                + pairs.get(1).replica().port());
    }

    @Override
    public void awaitReplicated(String key) {
        pairOf(key).awaitReplicated("{" + key.substring(key.indexOf('{') + 1, key.indexOf('}')) + "}");
    }

    @Override
    public void killMaster(String key) {
        pairOf(key).master().stop();
    }

    @Override
    public void freezeMaster(String key) {
        pairOf(key).master().freeze();
    }

    @Override
    public void close() {
        pairs.forEach(RedisPair::close);
    }
}
