package dev.sluice.tokenbucket.client;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a bucket held at an instant of the calendar: how tokens outlive the process.
 *
 * @param nanotokens billionths of a token, from 0 to 10^18
 * @param micros microseconds since 1970 in UTC
 */
public record Fill(long nanotokens, long micros) {

    private static final Duration ALMOST_A_MICRO = Duration.ofNanos(999);

    /** What a bucket held at an instant, which is rounded up to microseconds, so that no refill is counted twice. */
    public static Fill of(Level level, Instant at) {
        return new Fill(level.nanotokens(), ChronoUnit.MICROS.between(Instant.EPOCH, at.plus(ALMOST_A_MICRO)));
    }

    /** What a bucket held that has always been full. */
    public static Fill full(Limit limit) {
        return of(Level.ofTokens(limit.capacity()), Instant.EPOCH);
    }

    /** What the bucket held. */
    public Level level() {
        return new Level(nanotokens);
    }

    /** When it held that. */
    public Instant at() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** What the bucket holds at a later instant if nobody has spent; of an earlier one, what it held. */
    public Level levelAt(Instant now, Limit limit) {
        return limit.refilled(level(), Duration.between(at(), now));
    }
}
