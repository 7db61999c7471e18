package dev.sluice.tokenbucket.ledger.lease;

/**
 * How much a gateway's requests would like to spend per second: an average that forgets by half in a second.
 *
 * <p>In the beginning it is the average of what there was so far, so that a gateway that has just started asks for its share at once.
 */
final class Demand {

    /** Short enough to follow a change within a few draws, long enough that chance does not move shares about. */
    private static final double HALF_LIFE_MICROS = 1_000_000;

    /** Of a shorter time than this nothing is concluded. */
    private static final long SHORTEST_MICROS = 500_000;

    /** What is forgotten within it is not worth working out at each request. */
    private static final long GRAIN_MICROS = 10_000;

    private static final double MICROS_PER_SECOND = 1_000_000;

    private final long since;
    private double sum;
    private long at;

    Demand(long now) {
        this.since = now;
        this.at = now;
    }

    void add(long tokens, long now) {
        forget(now);
        sum += tokens;
    }

    /** Millionths of a token per second. */
    long perSecond(long now) {
        forget(now);
        double weight = HALF_LIFE_MICROS / Math.log(2) * (1 - left(Math.max(SHORTEST_MICROS, now - since)));
        return (long) (sum / weight * MICROS_PER_SECOND);
    }

    private void forget(long now) {
        if (now - at >= GRAIN_MICROS) {
            sum *= left(now - at);
            at = now;
        }
    }

    private static double left(long micros) {
        return Math.pow(0.5, micros / HALF_LIFE_MICROS);
    }
}
