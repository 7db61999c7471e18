/**
 * The token bucket: one number, swapped by one compare-and-set.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.bucket.TokenBucket}. {@link dev.sluice.tokenbucket.bucket.Limit} is what a
 * bucket may hold and how fast it refills, and carries the arithmetic; {@link dev.sluice.tokenbucket.bucket.Level} is what
 * a bucket holds at an instant, and {@link dev.sluice.tokenbucket.bucket.Decision} is what it says to a request. Nothing
 * here knows of a clock: time is an argument.
 */
@NullMarked
package dev.sluice.tokenbucket.bucket;

import org.jspecify.annotations.NullMarked;
