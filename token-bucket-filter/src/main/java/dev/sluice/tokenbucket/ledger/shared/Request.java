package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.ledger.lease.Waiting;
import java.util.concurrent.CompletableFuture;

/** A request that wants tokens. */
final class Request implements Waiting {

    private final long tokens;
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();

    /** A request that wants so many tokens, at least 1. */
    Request(long tokens) {
        this.tokens = tokens;
    }

    /** Any cost above what a bucket can hold is as good as another. */
    @Override
    public long cost() {
        return Measures.tokens(Math.min(tokens, Limit.MAX_CAPACITY + 1));
    }

    long tokens() {
        return tokens;
    }

    CompletableFuture<Decision> decision() {
        return decision;
    }

    /** Tells the request how it was decided, once it is run. */
    Runnable told(Decision how) {
        return () -> decision.complete(how);
    }
}
