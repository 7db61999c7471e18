package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway holds of a bucket, and under which terms: a slice to spend from, and what is to go back because the bucket has become
 * smaller. It shrinks with the bucket, so that the slices of all gateways and the bank's pool still fit into it together.
 */
final class Stock {

    private final Tally tally;
    private final Reservoir reservoir;

    private Terms terms;

    /** What goes back with the next draw, since the bucket has become smaller. */
    private Slice spare = Slice.NOTHING;

    /** What the bank thinks is held here. */
    private long booked;

    /** Nothing yet. */
    Stock(Terms terms, Tally tally, long now) {
        this.terms = terms;
        this.tally = tally;
        this.reservoir = new Reservoir(now);
    }

    Terms terms() {
        return terms;
    }

    /** What requests can spend. */
    Slice spendable() {
        return reservoir.slice();
    }

    /** What is held, also what is to go back. */
    Slice all() {
        return reservoir.slice().plus(spare);
    }

    /** Whether something is to go back since the bucket has become smaller. */
    boolean hasSpare() {
        return !spare.equals(Slice.NOTHING);
    }

    /** What all of the bucket holds, with what is held here, as far as it is known from what the bank has said. */
    long left(Pool said) {
        return said.tokens() + said.lent() - booked + all().tokens();
    }

    /** Lets flow in what has come. */
    void fill(long now) {
        tally.flowed(reservoir.fill(now));
    }

    /** Takes tokens if they are there. */
    boolean spend(long tokens) {
        boolean enough = reservoir.take(tokens);
        if (enough) {
            tally.spent(tokens);
        }
        return enough;
    }

    /** Goes over to these terms, if they are newer. */
    void update(Terms newer) {
        if (newer.version() > terms.version()) {
            Slice kept = reservoir.slice().shrunk(terms, newer);
            Slice tooMuch = reservoir.slice().minus(kept);
            spare = spare.plus(tooMuch);
            reservoir.split(tooMuch);
            terms = newer;
        }
    }

    /** Gives up what a draw gives back, which includes what was on its way. */
    void giveBack(Slice back) {
        reservoir.split(back.minus(spare));
        spare = Slice.NOTHING;
    }

    /** Takes in what the bank has given for a draw. */
    void granted(Draw draw, Answer.Grant grant) {
        update(grant.pool().terms());
        booked = draw.last() ? 0 : draw.kept() + grant.unclaimed(draw);
        if (!draw.last()) {
            Slice kept = fitting(grant);
            spare = spare.plus(grant.slice().minus(kept));
            reservoir.join(kept);
            tally.granted(grant.slice().tokens());
        }
    }

    /** What fits of what was given, if the bucket has become smaller since. */
    private Slice fitting(Answer.Grant grant) {
        return grant.slice().shrunk(grant.pool().terms(), terms);
    }

    /** Lets go of everything, for nobody: the tokens are lost. */
    void burn() {
        tally.burnt(all().tokens());
        reservoir.split(reservoir.slice());
        spare = Slice.NOTHING;
        booked = 0;
    }
}
