package dev.sluice.gateway.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway did in one interval.
 *
 * @param at the end of the interval
 * @param requests proxied requests that ended, for each second
 * @param refusals requests over their limit, for each second
 * @param errors requests that failed, or were answered with 5xx, for each second
 * @param p50 half of the requests took no longer, in milliseconds; absent if there were none
 * @param p99 99 of a hundred took no longer, in milliseconds; absent if there were none
 * @param totals the counts since the gateway started
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Traffic(
        Instant at,
        double requests,
        double refusals,
        double errors,
        @Nullable Double p50,
        @Nullable Double p99,
        Totals totals) {

    /**
     * Counts since the gateway started.
     *
     * @param requests proxied requests that ended
     * @param refusals requests over their limit
     * @param errors requests that failed, or were answered with 5xx
     */
    record Totals(long requests, long refusals, long errors) {}
}
