package dev.sluice.tokenbucket.ledger.lease;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a gateway holds of a bucket, and how it comes by more: the gateway's side of the protocol, for one bucket.
 *
 * <p>Requests {@link #take} from the slice while there is enough in it. Who finds too little waits for the bank, unless the bank has
 * just had nothing either, or may not be asked yet; one draw is under way at a time, for all who wait. {@link #next} says when one is
 * due: because somebody waits, because too little or too much is held ({@link Balance}), because the lease grows old, or because nobody
 * has spent from it for a while. What the draw keeps and asks for is in {@link Plan}. {@link #answered} takes in what the bank says. What is
 * held meanwhile is a {@link Stock}.
 *
 * <p>Times are microseconds of one monotonic clock, which must not run faster than the bank's. To be used by one thread at a time.
 *
 * @param <W> a request that waits
 */
public final class Holding<W extends Waiting> {

    /**
     * How long the bank is not asked again after it had nothing, and too little or too much is put up with: with three gateways fewer than
     * ten calls a second.
     */
    static final long SPACING_MICROS = 320_000;

    /** For so long it counts that the bank had nothing: for twice as long as it is not asked again, since its answer may be late. */
    private static final long RECENT_MICROS = 2 * SPACING_MICROS;

    /** A draw without an answer is sent again. */
    public static final long RETRY_MICROS = 500_000;

    /** A lease that is in use is renewed when it is so old. */
    static final long RENEW_MICROS = Bank.LEASE_MICROS / 2;

    private final Waiters<W> waiters = new Waiters<>();
    private final LongSupplier moment;
    private final Tally tally;
    private final Stock stock;
    private final Demand demand;
    private final Pace pace;
    private final Lease lease;
    private final Prospect prospect;
    private final Release release;
    private final PassThrough passThrough;

    /** What was spent without a lease, and the bank has not been told yet. */
    private long owed;

    /** Whether the bank is to be told of newer terms, though nobody wants tokens. */
    private boolean news;

    /**
     * Nothing of a bucket yet.
     *
     * @param leases names for leases, each unique for ever
     * @param moment how long room is lent at least to requests that go through to the bank, in microseconds: longer than most answers
     *     take, less than {@link Bank#LEASE_MICROS}
     * @param tally where it is counted what becomes of the tokens
     */
    public Holding(Terms terms, Supplier<String> leases, LongSupplier moment, Tally tally, long now) {
        this.moment = moment;
        this.tally = tally;
        this.stock = new Stock(terms, tally, now);
        this.lease = new Lease(leases);
        this.demand = new Demand(now);
        this.pace = new Pace(now);
        this.prospect = new Prospect(stock, pace, lease);
        this.release = new Release(stock, demand, pace, lease);
        this.passThrough = new PassThrough(stock, demand, now);
    }

    /** Takes what a request costs, at least 1 millionth of a token; one that waits is decided by {@link #answered}. */
    public Verdict take(W request, long now) {
        if (takeHeld(request, now)) {
            return Verdict.ADMITTED;
        }
        boolean hopeful = lease.underWay().isPresent()
                || (pace.allows(now) && prospect.mayBeGranted(request.cost(), SPACING_MICROS, now));
        if (!canPass(request) || !hopeful) {
            return Verdict.REFUSED;
        }
        waiters.add(request);
        return Verdict.WAITS;
    }

    /** Takes what a request costs if it is held here, without asking anybody. */
    public boolean takeHeld(W request, long now) {
        bringUpTo(now);
        if (!canPass(request)) {
            return false;
        }
        demand.add(request.cost(), now);
        passThrough.came(now);
        return stock.spend(request.cost());
    }

    /** The same for a request that has waited, and is known of. */
    public boolean takeAfterAll(W request, long now) {
        bringUpTo(now);
        return stock.spend(request.cost());
    }

    /** Who can't pass however full the bucket is takes no part in it: his demand would only take from others. */
    private boolean canPass(W request) {
        return request.cost() <= terms().capacity();
    }

    /** The draw that is to be sent now, if one is. */
    public Optional<Draw> next(long now) {
        bringUpTo(now);
        if (!pace.allows(now)) {
            return Optional.empty();
        }
        if (lease.underWay().isPresent()) {
            return lease.sinceSent(now) >= RETRY_MICROS ? sentAgain(now) : Optional.empty();
        }
        if (isIdle(now)) {
            return release.needsNoCall() || !release.isAffordable(now) ? Optional.empty() : sent(giveUp(now), now);
        }
        return isWanted(now) ? sent(draw(now), now) : Optional.empty();
    }

    private boolean isIdle(long now) {
        return isUnwanted() && (release.isDue(now) || (release.needsNoCall() && passThrough.isOpen()));
    }

    private boolean isWanted(long now) {
        return !isUnwanted()
                || stock.hasSpare()
                || (lease.isOpen() && lease.sinceSent(now) >= RENEW_MICROS)
                || (lease.sinceSent(now) >= SPACING_MICROS && isUneven(now));
    }

    /** Whether nobody wants anything of the bank. */
    private boolean isUnwanted() {
        return waiters.isEmpty() && owed == 0 && !news;
    }

    /** Whether what is held is too little or too much, by what the bank has said. */
    private boolean isUneven(long now) {
        return pool().map(said -> new Balance(stock.spendable(), said, wanted(now)))
                .filter(balance -> balance.isLow() || balance.isHoard())
                .isPresent();
    }

    private Draw draw(long now) {
        lease.endIfUnclear(now);
        // A debt is told by a lease that outlives a repetition: by another it would be told twice.
        boolean momentary = owed == 0 && !waiters.isEmpty() && passThrough.isOpen();
        Plan wish = momentary ? Plan.momentary(wanted(now)) : wish(now);
        Plan plan = owed > 0 ? wish.modest() : wish;
        waiters.askFor(owed > 0 ? 0 : waiters.size());
        demand.drawn();
        Slice back = stock.all().minus(plan.kept());
        return new Draw(
                lease.name(),
                lease.stamp(),
                false,
                back,
                plan.kept().tokens(),
                plan.ask(),
                plan.demand(),
                owed,
                momentary ? passThrough.moment(moment.getAsLong()) : Bank.LEASE_MICROS);
    }

    /** Nothing is kept of what is held for a moment only: it may be the bank's again when the draw comes there. */
    private Plan wish(long now) {
        if (pool().isEmpty() || (lease.isMomentary() && demand.isYoung(now))) {
            return Plan.first(terms(), waiters.cost(), demand.unit());
        }
        Slice held = lease.isMomentary() ? Slice.NOTHING : stock.spendable();
        return Plan.next(held, pool().orElseThrow(), wanted(now), pace.turn(now));
    }

    private Wanted wanted(long now) {
        return new Wanted(demand.perSecond(now), waiters.cost(), demand.unit(), demand.isYoung(now));
    }

    private Draw giveUp(long now) {
        lease.endIfUnclear(now);
        waiters.askFor(0);
        return Draw.last(lease.name(), lease.stamp(), slice(), owed);
    }

    private Optional<Draw> sent(Draw draw, long now) {
        stock.giveBack(draw.back());
        lease.sent(draw, now);
        if (!draw.isMomentary()) {
            pace.sent(now);
        }
        owed -= draw.owed();
        news = false;
        tally.drawn(draw.back().tokens());
        return Optional.of(draw);
    }

    private Optional<Draw> sentAgain(long now) {
        lease.sentAgain(now);
        pace.sent(now);
        tally.drawn(0);
        return lease.underWay();
    }

    /** Takes in the answer to a draw, and answers who waits no longer. */
    public List<Decided<W>> answered(Draw draw, Answer answer, long now) {
        bringUpTo(now);
        if (!lease.answered(draw)) {
            return List.of();
        }
        if (answer instanceof Answer.Grant grant) {
            granted(draw, grant, now);
            prospect.heard(grant.pool(), now);
            bringUpTo(now);
            if (lease.isReturning(now)) {
                // What was given came too late, and is burnt: who was asked for is asked for again.
                waiters.askFor(0);
            }
            return decide(now);
        }
        owed += draw.owed();
        letGo();
        prospect.forget();
        return pace.allows(now) ? List.of() : decide(now);
    }

    private void granted(Draw draw, Answer.Grant grant, long now) {
        stock.granted(draw, grant);
        news &= grant.pool().terms().version() < terms().version();
        if (draw.last()) {
            lease.begin();
        } else {
            lease.prolong(draw, grant.stamp(), now);
        }
    }

    /** Decides who waits; nobody waits on for a draw that may not be sent yet. */
    private List<Decided<W>> decide(long now) {
        boolean mayDraw = pace.allows(now);
        return waiters.decide(
                request -> stock.spend(request.cost()), request -> mayDraw && prospect.isPromised(request.cost(), now));
    }

    /** Lets go of everything: the lease is not used any more, and ends by itself. */
    private void letGo() {
        // Whether the bank has heard of a debt is unknown: rather twice than never.
        owed += lease.underWay().map(Draw::owed).orElse(0L);
        stock.burn();
        lease.begin();
    }

    /** Spends under these terms from now on, if they are newer; what is held shrinks with the bucket, so that all together still fit. */
    public void update(Terms newer) {
        stock.update(newer);
    }

    /** The same, and the bank learns of it by the next draw, which is due at once. */
    public void announce(Terms newer) {
        news |= pool().filter(known -> known.terms().version() >= newer.version())
                .isEmpty();
        update(newer);
    }

    /** Notes what was spent without a lease while the bank was away. */
    public void owe(long tokens) {
        owed += tokens;
    }

    /** Whether the bank has to be told what was spent without a lease. */
    public boolean owes() {
        return owed > 0;
    }

    /** Whether a draw is under way. */
    public boolean isAsking() {
        return lease.underWay().isPresent();
    }

    /** Gives up those who wait for whom there is another way, since the bank does not answer, and answers those ways. */
    public <T> List<T> abandon(Function<W, Optional<T>> other) {
        return waiters.abandon(other);
    }

    /** Whether the bank, asked recently enough, had too little for a request. */
    public boolean isRefused(W request, long now) {
        return !prospect.mayBeGranted(request.cost(), RECENT_MICROS, now);
    }

    /** The draw that gives everything back, and tells what is owed, if one can be sent. */
    public Optional<Draw> close(long now) {
        bringUpTo(now);
        return lease.underWay().isPresent() || (release.needsNoCall() && owed == 0)
                ? Optional.empty()
                : sent(giveUp(now), now);
    }

    /** What is held, also what goes back with the next draw. */
    public Slice slice() {
        return stock.all();
    }

    /** What all of the bucket holds, with what is held here, as far as it is known from what the bank has said. */
    public long left(Pool said) {
        return stock.left(said);
    }

    /** What the bank has said last. */
    public Optional<Pool> pool() {
        return prospect.pool();
    }

    /** By which terms requests spend. */
    public Terms terms() {
        return stock.terms();
    }

    /** How many requests wait. */
    public int waiting() {
        return waiters.size();
    }

    /** For how long the bank has owed an answer, in microseconds; 0 if it owes none. */
    public long unanswered(long now) {
        return lease.unanswered(now);
    }

    /** For how long a bank that came back at this time has owed an answer, in microseconds: what was sent before then may be lost. */
    public long unansweredSince(long back, long now) {
        return lease.unansweredSince(back, now);
    }

    /** Whether nothing is held, nothing is asked for, and nothing has to be remembered of who came. */
    public boolean isEmpty(long now) {
        return !lease.isOpen() && isUnwanted() && demand.quiet(now) >= PassThrough.MEMORY_MICROS;
    }

    /** Lets flow in what has come, and lets go what is over. */
    private void bringUpTo(long now) {
        stock.fill(now);
        if (lease.isOver(now)) {
            letGo();
        } else if (lease.isReturning(now)) {
            stock.burn();
        }
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
