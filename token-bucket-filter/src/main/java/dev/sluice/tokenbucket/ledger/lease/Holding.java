package dev.sluice.tokenbucket.ledger.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a gateway holds of a bucket, and how it comes by more: the gateway's side of the protocol, for one bucket.
 *
 * <p>Requests {@link #take} from the slice while there is enough in it. Who finds too little waits for the bank, unless the bank has
 * just had nothing either; one draw is under way at a time, for all who wait. {@link #next} says when one is due: because somebody
 * waits, because the slice runs low while the bank has plenty, because the lease grows old, or because nobody has spent from it for
 * a while. {@link #answered} takes in what the bank says.
 *
 * <p>Times are microseconds of one monotonic clock, which must not run faster than the bank's. To be used by one thread at a time.
 *
 * @param <W> a request that waits
 */
public final class Holding<W extends Waiting> {

    /** How long the bank is not asked again after it had nothing: with three gateways fewer than ten calls a second. */
    static final long SPACING_MICROS = 320_000;

    /** A draw without an answer is sent again. */
    static final long RETRY_MICROS = 250_000;

    /** A lease that is in use is renewed when it is so old. */
    static final long RENEW_MICROS = Bank.LEASE_MICROS / 2;

    /** What nobody has spent from for so long goes back. */
    static final long IDLE_MICROS = 500_000;

    /** So long before the bank's a lease ends here: clocks may differ by more than we slow ours down. */
    static final long MARGIN_MICROS = Bank.LEASE_MICROS / 20;

    /** What flows in while a draw is under way finds room for so many seconds. */
    private static final double ROOM = 0.02;

    /** What is demanded until the next draw, in seconds. */
    private static final double UNTIL_NEXT = SPACING_MICROS / 1e6;

    /** Who is in no need of a rate keeps what is demanded until the lease has to be renewed, twice. */
    private static final double KEPT = 2 * RENEW_MICROS / 1e6;

    /** Which part of what the bank has left is asked for, by how many draws there were just now; the last takes all. */
    private static final long[] PARTS = {Slice.TOKEN / 8, Slice.TOKEN / 8, Slice.TOKEN / 4, Slice.TOKEN};

    private final Supplier<String> leases;
    private final Deque<W> queue = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private final Reservoir reservoir;
    private final Demand demand;
    private final Pace pace;

    private Terms terms;
    private Optional<Pool> pool = Optional.empty();

    /** What goes back with the next draw, since the bucket has become smaller. */
    private Slice spare = Slice.NOTHING;

    private String lease;
    private long stamp;
    private Optional<Draw> underWay = Optional.empty();
    private long firstSent;
    private long lastSent;
    private long expires;
    private long answered;
    private long taken;
    private long unit = Long.MAX_VALUE;

    /**
     * Nothing of a bucket yet.
     *
     * @param leases names for leases, each unique for ever
     */
    public Holding(Terms terms, Supplier<String> leases, long now) {
        this.terms = terms;
        this.leases = leases;
        this.lease = leases.get();
        this.reservoir = new Reservoir(now);
        this.demand = new Demand(now);
        this.pace = new Pace(now);
        this.expires = now;
        this.taken = now;
        this.answered = now - SPACING_MICROS;
    }

    /** Takes what a request costs, at least 1 millionth of a token; one that waits is decided by {@link #answered}. */
    public Verdict take(W request, long now) {
        bringUpTo(now);
        demand.add(request.cost(), now);
        unit = Math.min(unit, request.cost());
        taken = now;
        if (spend(request)) {
            return Verdict.ADMITTED;
        }
        if (request.cost() > terms.capacity() || !(underWay.isPresent() || promises(request) || mayAsk(now))) {
            return Verdict.REFUSED;
        }
        queue.add(request);
        return Verdict.WAITS;
    }

    /** The draw that is to be sent now, if one is. */
    public Optional<Draw> next(long now) {
        bringUpTo(now);
        if (!pace.allows(now)) {
            return Optional.empty();
        }
        if (underWay.isPresent()) {
            return now - lastSent >= RETRY_MICROS ? sent(underWay.get(), now) : Optional.empty();
        }
        if (idle(now)) {
            return leased() ? sent(giveUp(), now) : Optional.empty();
        }
        return wanted(now) ? sent(draw(now), now) : Optional.empty();
    }

    /** Takes in the answer to a draw, and answers who waits no longer. */
    public List<Decided<W>> answered(Draw draw, Answer answer, long now) {
        bringUpTo(now);
        if (underWay.filter(draw::equals).isEmpty()) {
            return List.of();
        }
        underWay = Optional.empty();
        answered = now;
        if (answer instanceof Answer.Grant grant) {
            granted(draw, grant);
            bringUpTo(now);
            return decide();
        }
        burn();
        pool = Optional.empty();
        return List.of();
    }

    private void granted(Draw draw, Answer.Grant grant) {
        update(grant.pool().terms());
        pool = Optional.of(grant.pool());
        if (draw.last()) {
            begin();
        } else {
            stamp = grant.stamp();
            expires = firstSent + Bank.LEASE_MICROS - MARGIN_MICROS;
            reservoir.join(grant.slice());
            tally.granted(grant.slice().tokens());
        }
    }

    /** Spends under these terms from now on, if they are newer; what is held shrinks with the bucket, so that all together still fit. */
    public void update(Terms newer) {
        if (newer.version() > terms.version()) {
            Slice kept = reservoir.slice().shrunk(terms, newer);
            Slice tooMuch = reservoir.slice().minus(kept);
            spare = spare.plus(tooMuch);
            reservoir.split(tooMuch);
            terms = newer;
        }
    }

    /** Gives up who waits, since the bank does not answer. */
    public List<W> abandon() {
        List<W> abandoned = List.copyOf(queue);
        queue.clear();
        return abandoned;
    }

    /** What is held, also what is on its way back. */
    public Slice slice() {
        return reservoir.slice().plus(spare);
    }

    /** What the bank has said last. */
    public Optional<Pool> pool() {
        return pool;
    }

    /** By which terms requests spend. */
    public Terms terms() {
        return terms;
    }

    /** What has become of the tokens. */
    public Tally tally() {
        return tally;
    }

    /** How many requests wait. */
    public int waiting() {
        return queue.size();
    }

    /** Whether nothing is held, and nothing is asked for. */
    public boolean isEmpty() {
        return !leased() && queue.isEmpty();
    }

    private List<Decided<W>> decide() {
        List<Decided<W>> decided = new ArrayList<>();
        Deque<W> left = new ArrayDeque<>();
        for (W request : queue) {
            if (spend(request)) {
                decided.add(new Decided<>(request, true));
            } else if (promises(request)) {
                left.add(request);
            } else {
                decided.add(new Decided<>(request, false));
            }
        }
        queue.clear();
        queue.addAll(left);
        return decided;
    }

    private boolean spend(W request) {
        boolean enough = reservoir.take(request.cost());
        if (enough) {
            tally.spent(request.cost());
        }
        return enough;
    }

    /** Whether the bank had enough left for a request when it was last asked. */
    private boolean promises(W request) {
        return pool.filter(left -> left.tokens() >= request.cost() && left.capacity() >= request.cost())
                .isPresent();
    }

    private boolean mayAsk(long now) {
        return now - answered >= SPACING_MICROS;
    }

    private boolean idle(long now) {
        return queue.isEmpty() && now - taken >= IDLE_MICROS;
    }

    private boolean wanted(long now) {
        return !queue.isEmpty()
                || (leased() && now - lastSent >= RENEW_MICROS)
                || !spare.equals(Slice.NOTHING)
                || (now - lastSent >= SPACING_MICROS && runsLow(now));
    }

    private boolean runsLow(long now) {
        long perSecond = demand.perSecond(now);
        return reservoir.slice().tokens() < perSecond * UNTIL_NEXT
                && pool.filter(left -> left.tokens() >= unit || hasRate(left, perSecond))
                        .isPresent();
    }

    private boolean hasRate(Pool left, long perSecond) {
        long missing =
                Share.of(left, perSecond, unit).rate() - reservoir.slice().rate();
        return missing > 0 && left.rate() >= missing;
    }

    private Optional<Draw> sent(Draw draw, long now) {
        if (underWay.isEmpty()) {
            underWay = Optional.of(draw);
            firstSent = now;
            reservoir.split(draw.back().minus(spare));
            spare = Slice.NOTHING;
            tally.drawn(draw.back().tokens());
            if (stamp == 0) {
                expires = now + Bank.LEASE_MICROS - MARGIN_MICROS;
            }
        } else {
            tally.drawn(0);
        }
        lastSent = now;
        pace.sent(now);
        return underWay;
    }

    private Draw giveUp() {
        return new Draw(
                lease, stamp, true, reservoir.slice().plus(spare), new Draw.Ask(0, 0, 0, 0, 0, Slice.TOKEN), 0, 0);
    }

    private Draw draw(long now) {
        long perSecond = demand.perSecond(now);
        long modest = unit == Long.MAX_VALUE ? Slice.TOKEN : unit;
        Slice held = reservoir.slice();
        Share share = pool.map(known -> Share.of(known, perSecond, modest)).orElse(Share.NONE);
        // A rate is of no use to who can't hold what a request takes.
        boolean useful = held.capacity() >= modest
                || pool.filter(left -> left.capacity() >= modest).isPresent();
        long rate = Math.min(held.rate(), useful ? share.rate() : 0);
        long tokens = Math.min(held.tokens(), Math.max(share.capacity(), (long) (perSecond * KEPT)));
        long room = Math.max(rate == 0 ? 0 : modest, (long) (rate * ROOM));
        long capacity = Math.min(held.capacity() - (held.tokens() - tokens), tokens + room);
        Slice kept = new Slice(capacity, rate, tokens);
        boolean scarce = pool.filter(Pool::isScarce).isPresent();
        Draw.Ask ask = new Draw.Ask(
                Math.max(0, share.capacity() - capacity),
                useful ? share.rate() - rate : 0,
                queue.stream().mapToLong(Waiting::cost).sum(),
                scarce ? (long) (perSecond * UNTIL_NEXT * 1.5) : terms.capacity(),
                scarce ? Slice.TOKEN : PARTS[pace.since(now - SPACING_MICROS)],
                modest);
        unit = Long.MAX_VALUE;
        return new Draw(lease, stamp, false, held.minus(kept).plus(spare), ask, useful ? perSecond : 0, 0);
    }

    /** Lets flow in what has come, and lets go what is over. */
    private void bringUpTo(long now) {
        tally.flowed(reservoir.fill(now));
        if (leased() && now >= expires) {
            burn();
        }
    }

    private boolean leased() {
        return stamp > 0 || underWay.isPresent();
    }

    private void burn() {
        tally.burnt(reservoir.slice().tokens() + spare.tokens());
        reservoir.split(reservoir.slice());
        spare = Slice.NOTHING;
        begin();
    }

    private void begin() {
        lease = leases.get();
        stamp = 0;
        underWay = Optional.empty();
    }

    /**
     * A request that waits no longer.
     *
     * @param request the request
     * @param admitted whether it has its tokens
     * @param <W> a request that waits
     */
    public record Decided<W extends Waiting>(W request, boolean admitted) {}
}
