package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.lease.Holding;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests for which a bucket holds too little while its bank is late or away, as the policy says; what they spend is owed.
 *
 * <p>Of a bank that is late, but may be there, nothing is spent: others may be drawing from it, and only the bank knows what they have left.
 *
 * <p>To be used under the bucket's lock. What it returns tells the request, which may go on at once, and long: to be run without.
 */
final class Fallback {

    private final Banking banking;
    private final Holding<Request> holding;
    private final BiFunction<Request, Boolean, Decision> decision;
    private @Nullable Emergency emergency;

    /**
     * A fallback of which nothing was spent yet.
     *
     * @param decision what a request is told that is let pass, or is not, by what the bucket holds
     */
    Fallback(Banking banking, Holding<Request> holding, BiFunction<Request, Boolean, Decision> decision) {
        this.banking = banking;
        this.holding = holding;
        this.decision = decision;
    }

    /** Decides while the bank is away. */
    Runnable decide(Request request) {
        return switch (banking.onFailure()) {
            case ALLOW -> request.told(decision.apply(request, true));
            case DENY -> () -> request.decision().completeExceptionally(new LedgerUnavailableException());
            case SHARE -> request.told(take(request));
        };
    }

    /**
     * Decides while the bank is late, if it is time for that.
     *
     * @param overdue whether it is so late that its answer is not waited for
     */
    Optional<Runnable> decideLate(Request request, boolean overdue) {
        if (banking.onFailure() != OnLedgerFailure.SHARE) {
            return overdue ? Optional.of(decide(request)) : Optional.empty();
        }
        return overdue || holding.isRefused(request, banking.micros())
                ? Optional.of(request.told(decision.apply(request, false)))
                : Optional.empty();
    }

    private Decision take(Request request) {
        if (emergency == null) {
            emergency = begin();
        }
        return emergency.take(request.tokens(), banking.nanos());
    }

    /** Begins with what was left when the bank was last heard, or a full bucket if it never was: of that each gateway has its part. */
    private Emergency begin() {
        OptionalLong said = holding.pool().stream().mapToLong(Pool::tokens).findFirst();
        return new Emergency(
                Measures.limit(holding.terms()),
                Math.max(0, said.orElse(holding.terms().capacity())),
                said.isEmpty(),
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
