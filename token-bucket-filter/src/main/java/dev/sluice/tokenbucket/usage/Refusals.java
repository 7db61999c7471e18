package dev.sluice.tokenbucket.usage;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.usage.SpaceSaving.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Who was refused most in the last five minutes, in a bounded room, whoever sends what.
 *
 * <p>Each minute has a sketch, and each of a few threads a part of it, so that event loops hardly ever wait for each other; a reading
 * adds them up, which Space-Saving allows (Agarwal et al., "Mergeable Summaries", 2012). Whoever is admitted costs nothing here.
 */
public final class Refusals {

    /** The minutes that are remembered, with the one under way. */
    static final int MINUTES = 5;

    /** Keys in each part: six times as many as are told. */
    static final int COUNTERS = 128;

    /** How many keys are told. */
    static final int TOLD = 20;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Part[] parts;
    private final LongSupplier nanos;
    private final InstantSource calendar;

    /**
     * Nobody was refused yet.
     *
     * @param nanos a clock that nobody sets, in nanoseconds
     * @param calendar tells since when, and nothing else
     */
    public Refusals(LongSupplier nanos, InstantSource calendar) {
        this(nanos, calendar, Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    Refusals(LongSupplier nanos, InstantSource calendar, int parts) {
        this.parts = Stream.generate(Part::new).limit(parts).toArray(Part[]::new);
        this.nanos = nanos;
        this.calendar = calendar;
    }

    /** Counts a refusal of a registered client. */
    public void count(Client client) {
        count(new RefusedKey(client.id(), client.key()));
    }

    /** Counts a refusal of a key that no client is registered under. */
    public void count(ClientKey key) {
        count(new RefusedKey(null, key.compact()));
    }

    private void count(RefusedKey key) {
        int part = (int) (Thread.currentThread().getId() % parts.length);
        parts[part].count(key, minute());
    }

    /** Those refused most. */
    public TopRefusals top() {
        long minute = minute();
        Merger merger = new Merger();
        for (Part part : parts) {
            part.addTo(merger, minute);
        }
        Duration remembered = Duration.ofNanos(nanos.getAsLong() - (minute - MINUTES + 1) * MINUTE_NANOS);
        Instant since = calendar.instant().minus(remembered);
        return new TopRefusals(since, merger.total, merger.top());
    }

    private long minute() {
        return Math.floorDiv(nanos.getAsLong(), MINUTE_NANOS);
    }

    /** What some threads have counted. */
    private static final class Part {

        private final List<SpaceSaving<RefusedKey>> sketches = new ArrayList<>();
        private final long[] minutes = new long[MINUTES];

        Part() {
            for (int i = 0; i < MINUTES; i++) {
                sketches.add(new SpaceSaving<>(COUNTERS));
                minutes[i] = Long.MIN_VALUE;
            }
        }

        synchronized void count(RefusedKey key, long minute) {
            int place = Math.floorMod(minute, MINUTES);
            if (minutes[place] != minute) {
                minutes[place] = minute;
                sketches.get(place).clear();
            }
            sketches.get(place).add(key);
        }

        synchronized void addTo(Merger merger, long now) {
            for (int i = 0; i < MINUTES; i++) {
                if (minutes[i] > now - MINUTES) {
                    merger.add(sketches.get(i));
                }
            }
        }
    }

    /** The sum of sketches. A key that one of them does not know may have been in it as often as the rarest that it knows. */
    private static final class Merger {

        private final Map<RefusedKey, long[]> sums = new HashMap<>();
        private long unseen;
        private long total;

        void add(SpaceSaving<RefusedKey> sketch) {
            for (Counter<RefusedKey> counter : sketch.counters()) {
                long[] sum = sums.computeIfAbsent(counter.item, key -> new long[3]);
                sum[0] += counter.count();
                sum[1] += counter.error;
                sum[2] += sketch.unseen();
            }
            unseen += sketch.unseen();
            total += sketch.total();
        }

        List<TopRefusals.Key> top() {
            return sums.entrySet().stream()
                    .map(sum -> key(sum.getKey(), sum.getValue()))
                    .sorted(Comparator.comparingLong((TopRefusals.Key key) -> key.refusals() - key.error())
                            .thenComparing(TopRefusals.Key::refusals)
                            .reversed()
                            .thenComparing(TopRefusals.Key::key))
                    .limit(TOLD)
                    .toList();
        }

        private TopRefusals.Key key(RefusedKey key, long[] sum) {
            long elsewhere = unseen - sum[2];
            return new TopRefusals.Key(key.clientId(), key.key().toString(), sum[0] + elsewhere, sum[1] + elsewhere);
        }
    }
}
