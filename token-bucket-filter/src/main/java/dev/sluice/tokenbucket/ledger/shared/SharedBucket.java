package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Holding;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A bucket as this gateway spends from it: from its slice, and while the bank is away as the policy says.
 *
 * <p>Decisions are made under the bucket's lock, in well under a microsecond; nothing is sent and nobody is answered under it.
 */
final class SharedBucket {

    private final Banking banking;
    private final Opening opening;
    private final Holding<Request> holding;
    private final Fallback fallback;

    /** Ends when the bank has all that was held, or has failed to take it. */
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private boolean closed;

    /** The limit as requests are told it, of the terms for which it was made. */
    private Limit limit;

    private Terms limitOf;

    SharedBucket(Banking banking, Terms terms, Opening opening) {
        this.banking = banking;
        this.opening = opening;
        this.holding = new Holding<>(terms, banking::nextLease, banking::moment, banking.tally(), banking.micros());
        this.fallback = new Fallback(banking, holding, this::decision);
        this.limit = Measures.limit(terms);
        this.limitOf = terms;
    }

    /** Takes tokens if they are there; empty if the bucket was closed, and another is to be opened. */
    Optional<CompletableFuture<Decision>> take(long tokens) {
        Request request = new Request(tokens);
        Optional<Drawn> due;
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            decide(request);
            due = due();
        }
        due.ifPresent(this::send);
        return Optional.of(request.decision());
    }

    /** Here a decision may be told under the lock: nobody has the future of the request yet. */
    private void decide(Request request) {
        if (!banking.state().lends()) {
            withoutBank(request, holding.takeHeld(request, banking.micros())).run();
            return;
        }
        switch (holding.take(request, banking.micros())) {
            case ADMITTED -> request.decision().complete(decision(request, true));
            case REFUSED -> request.decision().complete(decision(request, false));
            case WAITS -> banking.waits(this);
        }
    }

    /** Decides now who has waited in vain. */
    private Optional<Runnable> abandoned(Request request) {
        return Optional.of(withoutBank(request, holding.takeAfterAll(request, banking.micros())));
    }

    /** Decides about who waits for a bank that is late, if it is time for that. */
    private Optional<Runnable> late(Request request, boolean overdue) {
        return holding.takeAfterAll(request, banking.micros())
                ? Optional.of(request.told(decision(request, true)))
                : fallback.decideLate(request, overdue);
    }

    private Runnable withoutBank(Request request, boolean held) {
        return held ? request.told(decision(request, true)) : fallback.decide(request);
    }

    /** Whether it spends under older terms than these. */
    synchronized boolean isBehind(Terms newer) {
        return holding.terms().version() < newer.version();
    }

    /** Brings the bucket up to newer terms, here at once, and at the bank by the next draw; false if it was closed. */
    boolean update(Terms newer) {
        Optional<Drawn> due;
        synchronized (this) {
            if (closed) {
                return false;
            }
            holding.announce(newer);
            due = due();
        }
        due.ifPresent(this::send);
        return true;
    }

    /** Looks whether something is due, and closes the bucket if it can be forgotten: then it must be, since who takes from it waits for that. */
    boolean lookAndCloseIfEmpty() {
        look();
        synchronized (this) {
            closed |= holding.isEmpty(banking.micros()) && !fallback.isUnderWay();
            return closed;
        }
    }

    /** Looks whether something is due. */
    void look() {
        Optional<Drawn> due;
        List<Runnable> abandoned = List.of();
        synchronized (this) {
            long now = banking.micros();
            long unanswered = holding.unanswered(now);
            if (unanswered == 0) {
                fallback.heard();
            } else {
                fallback.settle();
            }
            if (holding.unansweredSince(banking.state().backAt(), now) >= Patience.MOST_MICROS) {
                banking.state().failed("no answer within " + Patience.MOST_MICROS / 1_000 + " ms", this::ask);
            }
            if (!banking.state().lends()) {
                abandoned = holding.abandon(this::abandoned);
            } else if (unanswered >= Patience.LEAST_MICROS) {
                boolean overdue = unanswered >= banking.patience().micros();
                abandoned = holding.abandon(request -> late(request, overdue));
            }
            due = due();
        }
        due.ifPresent(this::send);
        abandoned.forEach(Runnable::run);
    }

    /** Gives everything back, if the bank answers, also what an answer brings that is still to come; the future ends when it has. */
    CompletableFuture<?> close() {
        Optional<Drawn> last;
        synchronized (this) {
            closed = true;
            fallback.settle();
            last = last();
        }
        last.ifPresent(this::send);
        return gone;
    }

    /** The draw that gives everything back; none while another is under way, or if nothing is left to be said. */
    private Optional<Drawn> last() {
        Optional<Draw> last = holding.close(banking.micros());
        if (!holding.isAsking()) {
            gone.complete(null);
        }
        return last.map(draw -> new Drawn(holding.terms(), draw));
    }

    /** Whether a request still waits. */
    synchronized boolean isWaitedFor() {
        return holding.waiting() > 0;
    }

    /** What all gateways and the bank hold, by what the bank says now, in millionths of a token. */
    synchronized long left(Pool said) {
        return holding.left(said);
    }

    /** What was left when the bank was last heard; empty if it never was. */
    synchronized Optional<Level> lastKnown() {
        return holding.pool().map(said -> left());
    }

    /** Until the bank lends again there is nothing to ask it for, only to tell it what is owed. */
    private Optional<Drawn> due() {
        boolean mayAsk = banking.state().lends() || (banking.state().outage().isEmpty() && holding.owes());
        return mayAsk ? holding.next(banking.micros()).map(draw -> new Drawn(holding.terms(), draw)) : Optional.empty();
    }

    private void send(Drawn drawn) {
        long sent = banking.micros();
        var unused = banking.bank().draw(drawn.terms, opening, drawn.draw).handle((answer, failure) -> {
            if (failure == null) {
                banking.patience().answered(banking.micros() - sent);
                answered(drawn.draw, answer);
            } else {
                failed(failure);
            }
            return null;
        });
    }

    /** Asks for nothing, in a lease of its own that is over at once. */
    private CompletableFuture<Answer> ask() {
        Terms terms;
        synchronized (this) {
            terms = holding.terms();
        }
        return banking.bank().draw(terms, opening, banking.question());
    }

    private void answered(Draw draw, Answer answer) {
        List<Holding.Decided<Request>> decided;
        Optional<Drawn> due;
        synchronized (this) {
            decided = holding.answered(draw, answer, banking.micros());
            fallback.heard();
            due = closed && holding.waiting() == 0 ? last() : due();
        }
        due.ifPresent(this::send);
        decided.forEach(one -> one.request().decision().complete(decision(one.request(), one.admitted())));
    }

    private void failed(Throwable failure) {
        banking.state().failed(BankState.reason(failure), this::ask);
        List<Runnable> abandoned;
        synchronized (this) {
            abandoned = holding.abandon(this::abandoned);
            if (closed) {
                gone.complete(null);
            }
        }
        abandoned.forEach(Runnable::run);
    }

    /** Called also without the lock, by who has an answer. */
    private synchronized Decision decision(Request request, boolean admitted) {
        return Decision.of(admitted, limit(), request.tokens(), left());
    }

    /** What all gateways and the bank hold, as far as it is known here. */
    private Level left() {
        long left = holding.pool()
                .map(holding::left)
                .orElseGet(() -> holding.slice().tokens());
        return Measures.level(Math.min(holding.terms().capacity(), left));
    }

    private Limit limit() {
        Terms now = holding.terms();
        if (!now.equals(limitOf)) {
            limit = Measures.limit(now);
            limitOf = now;
        }
        return limit;
    }

    private record Drawn(Terms terms, Draw draw) {}
}
