package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Cidr;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.filter.MissingKey;
import dev.sluice.tokenbucket.filter.RateLimitHeaders;
import dev.sluice.tokenbucket.filter.TokenBucketPolicy;
import dev.sluice.tokenbucket.filter.UnknownClient;
import dev.sluice.tokenbucket.ledger.shared.OnLedgerFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * The settings of the token-bucket filter.
 *
 * @param defaultLimit The limit of a key without a registered client.
 * @param clientKey Where a client's key comes from, in this order; a source that is absent or empty is passed over.
 * @param missingKey What becomes of a request without a key.
 * @param unknownClient What becomes of a key without a registered client.
 * @param cost Tokens that a request takes, from 1 to 10^9.
 * @param headers The headers that tell a client its limit and what is left of it.
 * @param maxKeys Bound on the buckets held for keys without a registered client, and on the clients held in memory.
 * @param ledger Who decides.
 * @param onLedgerFailure What becomes of requests while the shared ledger is away.
 * @param saveInterval How far the saved tokens may lag behind, from 10ms to 1h; a graceful stop saves everything.
 * @param trustedProxies CIDR blocks of the proxies whose X-Forwarded-For is believed.
 */
@ConfigurationProperties(prefix = "sluice.token-bucket", ignoreUnknownFields = false)
record TokenBucketProperties(
        @DefaultValue DefaultLimit defaultLimit,

        @DefaultValue({"header:X-API-Key", "query:client_id", "remote-address"})
        List<KeySource> clientKey,

        @DefaultValue("allow") MissingKey missingKey,
        @DefaultValue("next-source") UnknownClient unknownClient,
        @DefaultValue("1") int cost,
        @DefaultValue("ietf") RateLimitHeaders headers,
        @DefaultValue("1000000") long maxKeys,
        @DefaultValue("local") LedgerKind ledger,
        @DefaultValue("share") OnLedgerFailure onLedgerFailure,
        @DefaultValue("1s") Duration saveInterval,
        @DefaultValue List<Cidr> trustedProxies) {

    /** Below it the database would do nothing else. */
    private static final Duration MIN_SAVE_INTERVAL = Duration.ofMillis(10);

    /** Above it nothing is saved to speak of. */
    private static final Duration MAX_SAVE_INTERVAL = Duration.ofHours(1);

    TokenBucketProperties {
        check(!clientKey.isEmpty(), "client-key", clientKey, "at least one source");
        check(cost >= 1 && cost <= Limit.MAX_CAPACITY, "cost", cost, "from 1 to " + Limit.MAX_CAPACITY);
        check(maxKeys >= 1, "max-keys", maxKeys, "at least 1");
        check(
                saveInterval.compareTo(MIN_SAVE_INTERVAL) >= 0 && saveInterval.compareTo(MAX_SAVE_INTERVAL) <= 0,
                "save-interval",
                DurationStyle.SIMPLE.print(saveInterval),
                "from 10ms to 1h");
    }

    /**
     * The limit of a key that no registered client has.
     *
     * @param capacity Whole tokens that the bucket of a key without a registered client holds, from 1 to 10^9.
     * @param ratePerSec Tokens per second that flow into it, from 10^-6 to 10^9.
     */
    record DefaultLimit(
            @DefaultValue("100") long capacity,

            @DefaultValue("10") BigDecimal ratePerSec) {

        DefaultLimit {
            check(
                    capacity >= 1 && capacity <= Limit.MAX_CAPACITY,
                    "default-limit.capacity",
                    capacity,
                    "from 1 to " + Limit.MAX_CAPACITY);
            check(
                    ratePerSec.compareTo(Limit.MIN_RATE) >= 0 && ratePerSec.compareTo(Limit.MAX_RATE) <= 0,
                    "default-limit.rate-per-sec",
                    ratePerSec,
                    "from " + Limit.MIN_RATE + " to " + Limit.MAX_RATE);
        }

        Limit limit() {
            return Limit.of(capacity, ratePerSec);
        }
    }

    /** Who decides. */
    enum LedgerKind {
        /** This gateway alone. */
        LOCAL,
        /** All gateways on one PostgreSQL, by what it lends to each. */
        DATABASE,
        /** All gateways on one Redis, by what it lends to each. */
        REDIS
    }

    TokenBucketPolicy policy() {
        return new TokenBucketPolicy(
                clientKey, missingKey, unknownClient, cost, headers, new TrustedProxies(trustedProxies));
    }

    private static void check(boolean holds, String key, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("sluice.token-bucket." + key + " must be " + range + ", not " + value);
        }
    }
}
