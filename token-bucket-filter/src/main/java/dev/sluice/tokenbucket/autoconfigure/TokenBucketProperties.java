package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Cidr;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.filter.MissingKey;
import dev.sluice.tokenbucket.filter.RateLimitHeaders;
import dev.sluice.tokenbucket.filter.TokenBucketPolicy;
import dev.sluice.tokenbucket.filter.UnknownClient;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the token-bucket filter.
 *
 * @param defaultLimit limit of a key that no registered client has
 * @param clientKey where the client's key comes from, in this order: {@code header:<name>}, {@code query:<name>},
 *     {@code remote-address}; a source that is absent or empty is passed over
 * @param missingKey what becomes of a request without a key
 * @param unknownClient what becomes of a key without a registered client
 * @param cost tokens that a request takes
 * @param headers the headers that tell a client its limit
 * @param maxKeys how many buckets are held at most for keys without a registered client
 * @param ledger who decides
 * @param trustedProxies CIDR blocks of the proxies whose X-Forwarded-For is believed
 */
@Validated
@ConfigurationProperties(prefix = "sluice.token-bucket", ignoreUnknownFields = false)
record TokenBucketProperties(
        @DefaultValue @Valid DefaultLimit defaultLimit,

        @DefaultValue({"header:X-API-Key", "query:client_id", "remote-address"}) @NotEmpty
        List<KeySource> clientKey,

        @DefaultValue("allow") MissingKey missingKey,
        @DefaultValue("next-source") UnknownClient unknownClient,
        @DefaultValue("1") @Min(1) @Max(Limit.MAX_CAPACITY) int cost,
        @DefaultValue("ietf") RateLimitHeaders headers,
        @DefaultValue("1000000") @Min(1) long maxKeys,
        @DefaultValue("local") LedgerKind ledger,
        @DefaultValue List<Cidr> trustedProxies) {

    /**
     * The limit of a key that no registered client has.
     *
     * @param capacity whole tokens, from 1 to 10^9
     * @param ratePerSec tokens per second, from 10^-6 to 10^9
     */
    record DefaultLimit(
            @DefaultValue("100") @Min(1) @Max(Limit.MAX_CAPACITY)
            long capacity,

            @DefaultValue("10") @DecimalMin(Limit.MIN_RATE_PER_SEC) @DecimalMax(Limit.MAX_RATE_PER_SEC)
            BigDecimal ratePerSec) {

        Limit limit() {
            return Limit.of(capacity, ratePerSec);
        }
    }

    /** Who decides. */
    enum LedgerKind {
        /** This gateway alone. */
        LOCAL
    }

    TokenBucketPolicy policy() {
        return new TokenBucketPolicy(
                clientKey, missingKey, unknownClient, cost, headers, new TrustedProxies(trustedProxies));
    }
}
