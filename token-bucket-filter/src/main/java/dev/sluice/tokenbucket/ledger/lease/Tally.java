package dev.sluice.tokenbucket.ledger.lease;

/** What has become of the tokens of a holding, in millionths: granted + flowed = spent + returned + burnt + what is held. */
public final class Tally {

    private long draws;
    private long granted;
    private long flowed;
    private long spent;
    private long returned;
    private long burnt;

    void drawn(long back) {
        draws++;
        returned += back;
    }

    void granted(long tokens) {
        granted += tokens;
    }

    void flowed(long tokens) {
        flowed += tokens;
    }

    void spent(long tokens) {
        spent += tokens;
    }

    void burnt(long tokens) {
        burnt += tokens;
    }

    /** How many draws were sent, each repetition counted. */
    public long draws() {
        return draws;
    }

    /** What was given by the bank. */
    public long granted() {
        return granted;
    }

    /** What has flowed in at the leased rate. */
    public long flowed() {
        return flowed;
    }

    /** What requests have taken. */
    public long spent() {
        return spent;
    }

    /** What was given back. */
    public long returned() {
        return returned;
    }

    /** What was held when a lease was over. */
    public long burnt() {
        return burnt;
    }
}
