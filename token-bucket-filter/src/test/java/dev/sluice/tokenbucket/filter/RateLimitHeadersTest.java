package dev.sluice.tokenbucket.filter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class RateLimitHeadersTest {

    private final TokenBucket bucket = TokenBucket.full(Limit.of(100, 10));

    @Test
    void ietf() {
        assertThat(written(RateLimitHeaders.IETF, 1))
                .containsOnly(
                        entry("RateLimit-Policy", "\"default\";q=100;w=10"),
                        entry("RateLimit", "\"default\";r=99;t=1"));
    }

    @Test
    void xRateLimit() {
        assertThat(written(RateLimitHeaders.X_RATELIMIT, 15))
                .containsOnly(
                        entry("X-RateLimit-Limit", "100"),
                        entry("X-RateLimit-Remaining", "85"),
                        entry("X-RateLimit-Reset", "2"));
    }

    @Test
    void both() {
        assertThat(written(RateLimitHeaders.BOTH, 100))
                .containsOnly(
                        entry("RateLimit-Policy", "\"default\";q=100;w=10"),
                        entry("RateLimit", "\"default\";r=0;t=10"),
                        entry("X-RateLimit-Limit", "100"),
                        entry("X-RateLimit-Remaining", "0"),
                        entry("X-RateLimit-Reset", "10"));
    }

    @Test
    void none() {
        assertThat(written(RateLimitHeaders.NONE, 1)).isEmpty();
    }

    @Test
    void aRefusalSaysWhenToComeBack() {
        bucket.tryTake(99, 0);

        assertThat(written(RateLimitHeaders.IETF, 22))
                .containsOnly(
                        entry("RateLimit-Policy", "\"default\";q=100;w=10"),
                        entry("RateLimit", "\"default\";r=1;t=10"),
                        entry("Retry-After", "3"));
    }

    @Test
    void aRefusalSaysSoWhicheverHeadersAreOn() {
        bucket.tryTake(100, 0);

        for (RateLimitHeaders headers : RateLimitHeaders.values()) {
            assertThat(written(headers, 10)).as("%s", headers).containsEntry("Retry-After", "1");
        }
    }

    @Test
    void aCostAboveTheCapacityIsNeverWorthComingBack() {
        assertThat(written(RateLimitHeaders.NONE, 101)).isEmpty();
        assertThat(written(RateLimitHeaders.IETF, 101))
                .containsOnly(
                        entry("RateLimit-Policy", "\"default\";q=100;w=10"),
                        entry("RateLimit", "\"default\";r=100;t=0"));
    }

    @Test
    void theWindowIsTheTimeToFillRoundedUp() {
        assertThat(policy(Limit.of(10, 3))).isEqualTo("\"default\";q=10;w=4");
    }

    @Test
    void theWindowHasNoMoreDigitsThanANumberInAHeader() {
        assertThat(policy(Limit.of(Limit.MAX_CAPACITY, Limit.MIN_RATE)))
                .isEqualTo("\"default\";q=1000000000;w=999999999999999");
    }

    private static String policy(Limit limit) {
        HttpHeaders written = new HttpHeaders();
        RateLimitHeaders.IETF.write(TokenBucket.full(limit).tryTake(1, 0), written);
        return Objects.requireNonNull(written.getFirst("RateLimit-Policy"));
    }

    private Map<String, String> written(RateLimitHeaders headers, long cost) {
        HttpHeaders written = new HttpHeaders();
        headers.write(bucket.tryTake(cost, 0), written);
        return written.toSingleValueMap();
    }
}
