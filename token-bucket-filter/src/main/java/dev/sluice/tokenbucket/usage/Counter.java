package dev.sluice.tokenbucket.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one client does, minute by minute, for any number of threads.
 *
 * <p>A minute that has begun is never taken from a counter while it is the newest. So whoever still holds a counter that nobody else
 * finds any more counts on it all the same, and what it counts is saved under its own number.
 */
final class Counter {

    private static final AtomicReferenceFieldUpdater<Counter, Minute> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Counter.class, Minute.class, "newest");
    private static final AtomicIntegerFieldUpdater<Counter> CHANGED =
            AtomicIntegerFieldUpdater.newUpdater(Counter.class, "changed");

    final long generation;
    final long number;
    private volatile Minute newest;
    private volatile int changed;

    /** A counter that begins in this minute. */
    Counter(long generation, long number, long minute) {
        this.generation = generation;
        this.number = number;
        this.newest = new Minute(minute, null);
    }

    /** Counts a decision; true if it is the first since the counter was last {@linkplain #unchanged read}. */
    boolean count(boolean admitted, long cost, long millis) {
        Minute minute = minute(millis / Usage.MINUTE_MILLIS);
        if (admitted) {
            Minute.ADMITTED.incrementAndGet(minute);
            Minute.SPENT.addAndGet(minute, cost);
        } else {
            Minute.REFUSED.incrementAndGet(minute);
        }
        if (minute.lastSeen < millis) {
            Minute.LAST_SEEN.accumulateAndGet(minute, millis, Math::max);
        }
        return change();
    }

    /** Marks the counter as changed; true for the first since it was last unchanged. */
    boolean change() {
        return changed == 0 && CHANGED.compareAndSet(this, 0, 1);
    }

    private Minute minute(long minute) {
        while (true) {
            Minute seen = newest;
            // Time that runs backwards counts for the newest minute.
            if (seen.minute >= minute) {
                return seen;
            }
            Minute next = new Minute(minute, seen);
            if (NEWEST.compareAndSet(this, seen, next)) {
                return next;
            }
        }
    }

    /** To be called before the counter is read to be saved: who counts after that changes it again. */
    void unchanged() {
        changed = 0;
    }

    boolean isChanged() {
        return changed != 0;
    }

    /** The minute of the last decision. */
    long newest() {
        return newest.minute;
    }

    /** What was counted from a minute on. */
    List<UsageRow> rows(String gateway, long from) {
        List<UsageRow> rows = new ArrayList<>();
        for (Minute minute = newest; minute != null && minute.minute >= from; minute = minute.older) {
            rows.add(minute.row(this, gateway));
        }
        return rows;
    }

    /**
     * What was counted from a minute on and has changed since it was last asked for here, to be saved. By one thread at a time.
     */
    List<UsageRow> unsaved(String gateway, long from) {
        List<UsageRow> rows = new ArrayList<>();
        for (Minute minute = newest; minute != null && minute.minute >= from; minute = minute.older) {
            UsageRow row = minute.row(this, gateway);
            long sum = sum(row);
            if (minute.saved != sum) {
                minute.saved = sum;
                rows.add(row);
            }
        }
        return rows;
    }

    /** Notes that what was to be saved is not. True like {@link #change}. */
    boolean notSaved() {
        for (Minute minute = newest; minute != null; minute = minute.older) {
            minute.saved = 0;
        }
        return change();
    }

    /** The same for two rows of a minute only if each number in them is: none of them ever falls. */
    private static long sum(UsageRow row) {
        return row.admitted() + row.refused() + row.spent() + row.lastSeen();
    }

    /** Forgets the minutes before this one, unless one is the newest. */
    void forgetBefore(long minute) {
        for (Minute kept = newest; kept != null; kept = kept.older) {
            Minute older = kept.older;
            if (older != null && older.minute < minute) {
                kept.older = null;
            }
        }
    }

    /** What was counted in one minute. */
    private static final class Minute {

        static final AtomicLongFieldUpdater<Minute> ADMITTED =
                AtomicLongFieldUpdater.newUpdater(Minute.class, "admitted");
        static final AtomicLongFieldUpdater<Minute> REFUSED =
                AtomicLongFieldUpdater.newUpdater(Minute.class, "refused");
        static final AtomicLongFieldUpdater<Minute> SPENT = AtomicLongFieldUpdater.newUpdater(Minute.class, "spent");
        static final AtomicLongFieldUpdater<Minute> LAST_SEEN =
                AtomicLongFieldUpdater.newUpdater(Minute.class, "lastSeen");

        final long minute;
        volatile @Nullable Minute older;
        volatile long admitted;
        volatile long refused;
        volatile long spent;
        volatile long lastSeen;
        /** The sum of what was last saved. */
        private long saved;

        Minute(long minute, @Nullable Minute older) {
            this.minute = minute;
            this.older = older;
        }

        UsageRow row(Counter counter, String gateway) {
            return new UsageRow(
                    counter.generation, minute, gateway, counter.number, admitted, refused, spent, lastSeen);
        }
    }
}
