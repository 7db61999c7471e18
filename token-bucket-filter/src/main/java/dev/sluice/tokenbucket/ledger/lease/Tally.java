package dev.sluice.tokenbucket.ledger.lease;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has become of the tokens of one holding or of many, in millionths: granted + flowed = spent + returned + burnt + what is held.
 */
public final class Tally {

    private final LongAdder draws = new LongAdder();
    private final LongAdder granted = new LongAdder();
    private final LongAdder flowed = new LongAdder();
    private final LongAdder spent = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder burnt = new LongAdder();

    void drawn(long back) {
        draws.increment();
        returned.add(back);
    }

    void granted(long tokens) {
        granted.add(tokens);
    }

    void flowed(long tokens) {
        flowed.add(tokens);
    }

    void spent(long tokens) {
        spent.add(tokens);
    }

    void burnt(long tokens) {
        burnt.add(tokens);
    }

    /** How many draws were sent, each repetition counted. */
    public long draws() {
        return draws.sum();
    }

    /** What was given by the bank. */
    public long granted() {
        return granted.sum();
    }

    /** What has flowed in at the leased rate. */
    public long flowed() {
        return flowed.sum();
    }

    /** What requests have taken. */
    public long spent() {
        return spent.sum();
    }

    /** What was given back. */
    public long returned() {
        return returned.sum();
    }

    /** What was held when a lease was over. */
    public long burnt() {
        return burnt.sum();
    }
}
