package dev.sluice.tokenbucket.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * What a client did lately, on all gateways.
 *
 * @param lastSeen when the last decision about it was made; empty if that was not lately
 * @param minutes the last {@value #MINUTES} minutes, oldest first; the last is under way
 */
public record Usage(Optional<Instant> lastSeen, List<Minute> minutes) {

    /** How many minutes are told. */
    public static final int MINUTES = 15;

    static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Adds up what the counters have counted until the end of this minute. */
    static Usage of(List<UsageRow> rows, long now) {
        List<Minute> minutes = LongStream.rangeClosed(oldest(now), now)
                .mapToObj(minute -> Minute.of(
                        minute,
                        rows.stream().filter(row -> row.minute() == minute).toList()))
                .toList();
        return new Usage(
                rows.stream().map(UsageRow::lastSeen).max(Long::compare).map(Instant::ofEpochMilli), minutes);
    }

    /** The first of the minutes until this one. */
    static long oldest(long minute) {
        return minute - MINUTES + 1;
    }

    /** The requests that passed. */
    public long admitted() {
        return sum(Minute::admitted);
    }

    /** The requests that did not. */
    public long refused() {
        return sum(Minute::refused);
    }

    /** The tokens that were taken. */
    public long spent() {
        return sum(Minute::spent);
    }

    private long sum(ToLongFunction<Minute> count) {
        return minutes.stream().mapToLong(count).sum();
    }

    /**
     * What a client did in one minute.
     *
     * @param from when it began
     * @param admitted requests that passed
     * @param refused requests that did not
     * @param spent tokens that were taken
     */
    public record Minute(Instant from, long admitted, long refused, long spent) {

        private static Minute of(long minute, List<UsageRow> rows) {
            return new Minute(
                    Instant.ofEpochMilli(minute * MINUTE_MILLIS),
                    rows.stream().mapToLong(UsageRow::admitted).sum(),
                    rows.stream().mapToLong(UsageRow::refused).sum(),
                    rows.stream().mapToLong(UsageRow::spent).sum());
        }
    }
}
