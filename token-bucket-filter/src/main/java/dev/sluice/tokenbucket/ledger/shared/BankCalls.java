package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;

/** What is asked of the bank, and told it, besides the draws for requests. */
final class BankCalls {

    /** About what makes {@link Patience} the least, where the answers are quick. */
    private static final int WARM_UPS = 20;

    private final Banking banking;
    private final SharedBuckets buckets;

    BankCalls(Banking banking, SharedBuckets buckets) {
        this.banking = banking;
        this.buckets = buckets;
    }

    /** The time, as far as it is known from the bank. */
    Instant now() {
        return Instant.EPOCH.plus(banking.state().bankMicros(), ChronoUnit.MICROS);
    }

    /**
     * What the bank has, what is held here, and what other gateways held when they were last heard of; without the bank what is known. One that is
     * known to be away is not waited for.
     */
    CompletableFuture<Level> level(Client client) {
        if (banking.state().outage().isPresent()) {
            return CompletableFuture.completedFuture(lastKnown(client));
        }
        return banking.bank()
                .draw(Measures.terms(client), Measures.opening(client.fill()), banking.question())
                .handle((answer, failure) ->
                        answer instanceof Answer.Grant grant ? level(client, grant.pool()) : lastKnown(client));
    }

    private Level level(Client client, Pool said) {
        long left = buckets.held(client).map(bucket -> bucket.left(said)).orElse(said.tokens() + said.lent());
        return Measures.level(Math.min(said.terms().capacity(), left));
    }

    /** Without the bank: what was left when it was last heard, or what the books say. */
    private Level lastKnown(Client client) {
        return buckets.held(client)
                .flatMap(SharedBucket::lastKnown)
                .orElseGet(() -> client.fill().levelAt(now(), client.limit()));
    }

    /**
     * In a lease of its own, by which the bank knows the draw if it comes twice: a client of Redis sends again what a connection has lost.
     * Ours is not sent again, since a copy that comes when the lease is over would add once more.
     */
    CompletableFuture<Void> add(Client client, long tokens) {
        Terms terms = Measures.terms(client);
        Opening opening = Measures.opening(client.fill());
        String lease = banking.nextLease();
        Draw addition = Draw.addition(lease, Measures.tokens(tokens));
        return banking.bank().draw(terms, opening, addition).handle((answer, failure) -> {
            if (!(answer instanceof Answer.Grant grant)) {
                throw new LedgerUnavailableException();
            }
            Draw end = Draw.last(lease, grant.stamp(), Slice.NOTHING, 0);
            var unused = banking.bank().draw(terms, opening, end);
            return null;
        });
    }

    /** Tells the bank that this gateway is there, and finds out whether the bank is. */
    CompletableFuture<Void> present() {
        BankState state = banking.state();
        return banking.bank()
                .present(banking.gateway())
                .thenCompose(presence -> state.askAgain().thenApply(answer -> presence))
                .handle((presence, failure) -> {
                    if (failure == null) {
                        state.heard(presence);
                    } else {
                        state.failed(BankState.reason(failure));
                    }
                    return null;
                });
    }

    /** Asks a few times for nothing, one after the other, so that the first requests find the way there warm. */
    CompletableFuture<?> warmUp(Limit limit) {
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        Client nobody = Client.of("nobody", limit);
        for (int i = 0; i < WARM_UPS; i++) {
            last = last.thenCompose(done -> level(nobody));
        }
        return last;
    }
}
