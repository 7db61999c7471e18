package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import java.util.List;

/**
 * What the filter does on a route.
 *
 * @param clientKey where the key comes from, in this order; at least one source
 * @param missingKey what becomes of a request without a key
 * @param unknownClient what becomes of a key without a client
 * @param cost the tokens that a request takes, from 1 to 10^9
 * @param headers the headers that tell the client its limit
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is believed
 */
public record TokenBucketPolicy(
        List<KeySource> clientKey,
        MissingKey missingKey,
        UnknownClient unknownClient,
        int cost,
        RateLimitHeaders headers,
        TrustedProxies trustedProxies) {

    /** Keeps the list as it is now. */
    public TokenBucketPolicy {
        clientKey = List.copyOf(clientKey);
    }
}
