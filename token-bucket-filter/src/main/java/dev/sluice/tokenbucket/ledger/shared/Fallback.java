package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.lease.Holding;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests for which a bucket holds too little while its bank is late or away, as the policy says; what they spend is owed.
 *
 * <p>To be used under the bucket's lock. What it returns tells the request, which may go on at once, and long: to be run without.
 */
final class Fallback {

    private final Banking banking;
    private final Holding<Request> holding;
    private final Function<Request, Decision> admission;
    private @Nullable Emergency emergency;
    private boolean provisional;

    /**
     * A fallback of which nothing was spent yet.
     *
     * @param admission what a request is told that is just let pass
     */
    Fallback(Banking banking, Holding<Request> holding, Function<Request, Decision> admission) {
        this.banking = banking;
        this.holding = holding;
        this.admission = admission;
    }

    /** Decides now. */
    Runnable decide(Request request) {
        return switch (banking.onFailure()) {
            case ALLOW -> request.told(admission.apply(request));
            case DENY -> () -> request.decision().completeExceptionally(new LedgerUnavailableException());
            case SHARE -> request.told(take(request));
        };
    }

    /** Decides now while the bank is late; not about who could only be refused, though the bank has not said no. */
    Optional<Runnable> decideIfClear(Request request) {
        if (banking.onFailure() != OnLedgerFailure.SHARE) {
            return Optional.empty();
        }
        Decision decision = take(request);
        return decision.admitted() || holding.isRefused(request, banking.micros())
                ? Optional.of(request.told(decision))
                : Optional.empty();
    }

    private Decision take(Request request) {
        boolean away = !banking.state().lends();
        if (emergency == null || (away && provisional)) {
            settle();
            emergency = begin(away);
            provisional = !away;
        }
        return emergency.take(request.tokens(), banking.nanos());
    }

    /**
     * Begins with what was left when the bank was last heard, of which each gateway has its part. While the bank is late, but may be
     * there, only with the upper half of the bucket, and with nothing if nothing was heard: nobody but the bank knows whose it is.
     */
    private Emergency begin(boolean away) {
        long capacity = holding.terms().capacity();
        OptionalLong said = holding.pool().stream().mapToLong(Pool::tokens).findFirst();
        long left = away ? said.orElse(capacity) : said.orElse(0) - capacity / 2;
        return new Emergency(
                Measures.limit(holding.terms()),
                Math.max(0, left),
                said.isEmpty() && away,
                banking.state().gateways(),
                banking.nanos());
    }

    /** Owes the bank what was spent without it. */
    void settle() {
        if (emergency != null) {
            holding.owe(emergency.takeSpent());
        }
    }

    /** Owes what was spent, and forgets its part of the bucket if the bank, which has nothing to answer, lends again. */
    void heard() {
        settle();
        emergency = banking.state().lends() ? null : emergency;
    }

    /** Whether it has a part of the bucket. */
    boolean isUnderWay() {
        return emergency != null;
    }
}
