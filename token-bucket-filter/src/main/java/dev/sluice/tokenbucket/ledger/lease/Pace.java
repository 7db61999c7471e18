package dev.sluice.tokenbucket.ledger.lease;

import java.util.Arrays;

/**
 * When a gateway may draw of a bucket: at most so often in any second, whatever happens. Draws for a moment are not counted here, but by {@link
 * PassThrough}.
 */
final class Pace {

    /** Draws in any second. */
    static final int MOST = 4;

    private static final long SECOND_MICROS = 1_000_000;

    /** The time from one to the next if all of a second are sent at even distances. */
    static final long EVEN_MICROS = SECOND_MICROS / MOST;

    private final long[] sent = new long[MOST];
    private int next;

    Pace(long now) {
        Arrays.fill(sent, now - SECOND_MICROS);
    }

    boolean allows(long now) {
        return now - sent[next] >= SECOND_MICROS;
    }

    void sent(long now) {
        sent[next] = now;
        next = (next + 1) % MOST;
    }

    /** How it is to send one now. */
    Turn turn(long now) {
        long pause = sent[(next + 1) % MOST] + SECOND_MICROS - now;
        return new Turn(since(now - Holding.SPACING_MICROS), Math.max(0, pause) / 1e6);
    }

    /** How many more may be sent in this second. */
    int spare(long now) {
        return MOST - since(now - SECOND_MICROS);
    }

    /** How many of the last {@link #MOST} were sent after a time. */
    private int since(long time) {
        return (int) Arrays.stream(sent).filter(at -> at > time).count();
    }

    /**
     * When a draw is sent.
     *
     * @param recent how many were sent just before
     * @param pause for how many seconds after it none may be sent
     */
    record Turn(int recent, double pause) {

        /** Whether it is the last for now. */
        boolean isLast() {
            return pause > 0;
        }
    }
}
