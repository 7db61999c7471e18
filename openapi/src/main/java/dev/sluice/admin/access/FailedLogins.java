package dev.sluice.admin.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.math.BigDecimal;
import java.util.function.BooleanSupplier;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The wrong credentials that came from each address: a token for each, and without a token none are looked at.
 *
 * <p>Passwords of one address are checked one after the other, so that many at once are no way around it; right ones cost
 * nothing.
 */
public final class FailedLogins {

    /** Ten typing errors at once, then one each five seconds: 17,280 guesses a day. */
    private static final Limit LIMIT = Limit.of(10, new BigDecimal("0.2"));

    /** Buckets held at most, a few megabytes; who commands more addresses than this is not slowed down by any of them. */
    private static final long MAX_ADDRESSES = 10_000;

    private static final KeySource ADDRESS = KeySource.valueOf("remote-address");

    /** Of whoever calls through a Unix domain socket, which has no address. */
    private static final ClientKey NO_ADDRESS = ClientKey.ofClientId("no address");

    private final Cache<ClientKey, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();
    private final TrustedProxies proxies;
    private final MonotonicClock clock;

    /** No failures yet; behind these proxies the address is the one that they name. */
    public FailedLogins(TrustedProxies proxies, MonotonicClock clock) {
        this.proxies = proxies;
        this.clock = clock;
    }

    /** Under which address the failures of this request count. */
    ClientKey caller(ServerHttpRequest request) {
        return ADDRESS.find(request, proxies).orElse(NO_ADDRESS);
    }

    /**
     * Lets the caller's credentials be looked at.
     *
     * @throws TooManyFailedLoginsException if they must not be
     */
    void check(ClientKey caller) {
        TokenBucket bucket = buckets.getIfPresent(caller);
        if (bucket != null) {
            check(bucket, clock.nanos());
        }
    }

    /** Counts a failure. */
    void add(ClientKey caller) {
        var unused = bucketOf(caller).tryTake(1, clock.nanos());
    }

    /**
     * Looks at credentials, after all others of the same caller, and counts a failure; the answer is whether they are right.
     *
     * @throws TooManyFailedLoginsException if they must not be looked at
     */
    boolean attempt(ClientKey caller, BooleanSupplier right) {
        TokenBucket bucket = bucketOf(caller);
        synchronized (bucket) {
            check(bucket, clock.nanos());
            boolean passed = right.getAsBoolean();
            if (!passed) {
                add(caller);
            }
            return passed;
        }
    }

    /** A refusal takes nothing from the bucket, and knows when it will be none. */
    private static void check(TokenBucket bucket, long now) {
        if (bucket.level(now).tokens() == 0) {
            Decision refusal = bucket.tryTake(1, now);
            throw new TooManyFailedLoginsException(refusal.retryAfterSeconds().orElseThrow());
        }
    }

    private TokenBucket bucketOf(ClientKey caller) {
        return buckets.asMap().computeIfAbsent(caller, key -> TokenBucket.full(LIMIT));
    }
}
