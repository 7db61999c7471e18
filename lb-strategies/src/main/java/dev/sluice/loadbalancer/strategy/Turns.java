package dev.sluice.loadbalancer.strategy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Whose turn is earlier, for each two of a list: start-time fair queueing in virtual time.
 *
 * <p>Who is chosen has its next turn later by a step that is the shorter the greater its weight, counted from this turn or
 * from now, whichever is later: who was busy for long has the earliest turn once, but no claim to the turns it let pass. Now
 * is when the last turn was taken. No two are taken at the same time, so that of equal weights the earliest turn is always that
 * of the one chosen longest ago.
 *
 * <p>Without a lock: one who reads while another takes a turn may see it before or after. Times are compared by their
 * difference, and may overflow.
 *
 * @see <a href="https://doi.org/10.1145/248156.248171">Goyal, Vin, Cheng: Start-Time Fair Queueing (1996)</a>
 */
final class Turns {

    /**
     * The step of the heaviest. Fine enough that the steps of others are right to a millionth, and that the one unit by which
     * turns are kept apart is nothing; small enough that someone may be passed over 2^43 times, some years, before the
     * difference to its turn overflows.
     */
    private static final long SHORTEST_STEP = 1L << 20;

    private final List<? extends Candidate> candidates;
    private final int heaviest;
    private final long[] steps;
    private final AtomicLongArray turns;
    private final AtomicLong now;

    /** All come at this time. */
    Turns(List<? extends Candidate> candidates, long now) {
        this.candidates = candidates;
        Weights weights = Weights.of(candidates);
        this.heaviest = weights.heaviest();
        this.steps = new long[weights.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = SHORTEST_STEP * heaviest / weights.get(i);
        }
        this.turns =
                new AtomicLongArray(Arrays.stream(steps).map(step -> now + step).toArray());
        this.now = new AtomicLong(now);
    }

    /** The same turns among others: who stays keeps its turn, who comes has its first as if it had just been chosen. */
    Turns over(List<? extends Candidate> others) {
        Map<Candidate, Long> kept = new HashMap<>();
        long present = now.get();
        for (int i = 0; i < steps.length; i++) {
            kept.put(candidates.get(i), turns.get(i) - present);
        }
        Turns next = new Turns(others, 0);
        for (int i = 0; i < next.steps.length; i++) {
            Long turn = kept.get(others.get(i));
            if (turn != null) {
                next.turns.set(i, rescaled(turn, next));
            }
        }
        return next;
    }

    boolean earlier(int one, int other) {
        return turns.get(one) - turns.get(other) < 0;
    }

    void take(int index) {
        long start = now.accumulateAndGet(turns.get(index), (last, turn) -> turn - last > 0 ? turn : last + 1);
        turns.set(index, start + steps[index]);
    }

    /** In the steps of the new heaviest. By way of double, exact for whatever is not long past, and never an overflow. */
    private long rescaled(long turn, Turns next) {
        return (long) ((double) turn * next.heaviest / heaviest);
    }
}
