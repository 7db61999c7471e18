package dev.sluice.benchmarks.stock;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.cloud.gateway.filter.ratelimit.AbstractRateLimiter;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Bucket4j behind the gateway's own filter, with one proxy for each key that lasts: what its optimizations save they save between
 * the requests of one proxy. The limiter that the gateway has for Bucket4j makes a proxy for each request.
 */
@Component
@Primary
@Profile("bucket4j")
@EnableConfigurationProperties(Bucket4jSettings.class)
class Bucket4jLimiter extends AbstractRateLimiter<Object> {

    private final Cache<String, AsyncBucketProxy> buckets = Caffeine.newBuilder().maximumSize(1_000_000).build();
    private final AsyncProxyManager<byte[]> redis;
    private final BucketConfiguration limit;
    private final Optimization optimization;

    Bucket4jLimiter(ConfigurationService configuration, DataRedisProperties where, Bucket4jSettings settings) {
        super(Object.class, "bucket4j", configuration);
        redis = Bucket4jLettuce.casBasedBuilder(
                        RedisClient.create("redis://" + where.getHost() + ":" + where.getPort()))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build()
                .asAsync();
        limit = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(settings.capacity())
                        .refillGreedy(settings.rate(), Duration.ofSeconds(1)))
                .build();
        optimization = settings.chosen();
    }

    @Override
    public Mono<RateLimiter.Response> isAllowed(String route, String key) {
        return Mono.fromFuture(buckets.get(key, this::bucket).tryConsume(1))
                .map(allowed -> new RateLimiter.Response(allowed, Map.of()));
    }

    private AsyncBucketProxy bucket(String key) {
        return redis.builder()
                .withOptimization(optimization)
                .build(key.getBytes(StandardCharsets.UTF_8), () -> CompletableFuture.completedFuture(limit));
    }
}
