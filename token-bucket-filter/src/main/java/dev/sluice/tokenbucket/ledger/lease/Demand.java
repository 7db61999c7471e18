package dev.sluice.tokenbucket.ledger.lease;

/**
 * What the requests of a gateway would like to spend: how much per second, when they came last, and what the most modest of them takes.
 *
 * <p>How much is an average that forgets by half in a second. In the beginning it is the average of what there was so far, so that a
 * gateway that has just started asks for its share at once.
 */
final class Demand {

    /** Short enough to follow a change within a few draws, long enough that chance does not move shares about. */
    private static final double HALF_LIFE_MICROS = 1_000_000;

    /** Of a shorter time than this little is concluded: of few requests nothing, of many more. */
    private static final double SHORTEST_MICROS = 250_000;

    /** So many requests are few: they count for half of that time at least. */
    private static final double FEW = 16;

    /** What is forgotten within it is not worth working out at each request. */
    private static final long GRAIN_MICROS = 10_000;

    /** So long little is known of it. */
    private static final long YOUTH_MICROS = 500_000;

    /** Where fewer come in a second, one is hardly followed by another before its lease would go back. */
    private static final double SELDOM = 1;

    private static final double MICROS_PER_SECOND = 1_000_000;

    private final long since;
    private double sum;
    private double seconds;
    private long at;
    private long last;
    private boolean alone;
    private long unit = Slice.TOKEN;
    private long newUnit = Long.MAX_VALUE;

    Demand(long now) {
        this.since = now;
        this.at = now;
        this.last = now;
        this.seconds = seconds(now);
    }

    void add(long tokens, long now) {
        forget(now);
        alone = sum / seconds < SELDOM * unit();
        sum += tokens;
        newUnit = Math.min(newUnit, tokens);
        last = now;
    }

    /** Millionths of a token per second. */
    long perSecond(long now) {
        forget(now);
        return (long) (sum / (now - since < SHORTEST_MICROS ? seconds(now) : seconds));
    }

    /** The time since a request came, in microseconds. */
    long quiet(long now) {
        return now - last;
    }

    /** Whether it may still turn out to be quite another. */
    boolean isYoung(long now) {
        return now - since < YOUTH_MICROS;
    }

    /** Whether the last request was the first, or requests come seldom: no other is to be expected soon. */
    boolean isAlone() {
        return alone;
    }

    /** What the most modest request takes, of those that came since the last draw; if none has, of those before. */
    long unit() {
        return newUnit == Long.MAX_VALUE ? unit : newUnit;
    }

    /** From now on other requests count for the unit. */
    void drawn() {
        unit = unit();
        newUnit = Long.MAX_VALUE;
    }

    private void forget(long now) {
        if (now - at >= GRAIN_MICROS) {
            sum *= left(now - at);
            seconds = seconds(now);
            at = now;
        }
    }

    /** What the average is taken over. */
    private double seconds(long now) {
        double few = FEW * unit();
        double shortest = SHORTEST_MICROS * few / (few + sum);
        double seen = 1 - left(Math.max((long) shortest, now - since));
        return HALF_LIFE_MICROS / Math.log(2) * seen / MICROS_PER_SECOND;
    }

    private static double left(long micros) {
        return Math.pow(0.5, micros / HALF_LIFE_MICROS);
    }
}
