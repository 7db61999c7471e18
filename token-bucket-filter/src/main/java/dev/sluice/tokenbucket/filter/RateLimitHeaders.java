package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import org.springframework.http.HttpHeaders;

/**
 * The headers that tell a client its limit and what is left of it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields for HTTP</a>
 */
public enum RateLimitHeaders {
    /** {@code RateLimit-Policy} and {@code RateLimit} of the IETF draft. */
    IETF(true, false),
    /** The older {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}, in tokens and seconds. */
    X_RATELIMIT(false, true),
    /** Both families. */
    BOTH(true, true),
    /** Neither; a refusal still says {@code Retry-After}. */
    NONE(false, false);

    /** The greatest number in a header of this kind (RFC 8941, section 3.3.1): a bucket that takes longer to fill is rare enough. */
    private static final long GREATEST = 999_999_999_999_999L;

    private final boolean ietf;
    private final boolean xRateLimit;

    RateLimitHeaders(boolean ietf, boolean xRateLimit) {
        this.ietf = ietf;
        this.xRateLimit = xRateLimit;
    }

    void write(Decision decision, HttpHeaders headers) {
        Limit limit = decision.limit();
        long reset = decision.secondsUntilFull();
        if (ietf) {
            long window = Math.min(limit.secondsToFill(), GREATEST);
            headers.set("RateLimit-Policy", "\"default\";q=" + limit.capacity() + ";w=" + window);
            headers.set("RateLimit", "\"default\";r=" + decision.tokens() + ";t=" + reset);
        }
        if (xRateLimit) {
            headers.set("X-RateLimit-Limit", Long.toString(limit.capacity()));
            headers.set("X-RateLimit-Remaining", Long.toString(decision.tokens()));
            headers.set("X-RateLimit-Reset", Long.toString(reset));
        }
        if (!decision.admitted()) {
            decision.retryAfterSeconds()
                    .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        }
    }
}
