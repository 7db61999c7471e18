package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.Client;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A version of a client, its bucket, and whether tokens were taken since it was last saved. */
final class Account {

    private static final AtomicIntegerFieldUpdater<Account> CHANGED =
            AtomicIntegerFieldUpdater.newUpdater(Account.class, "changed");

    private static final int NO = 0;
    private static final int YES = 1;

    final Client client;
    final TokenBucket bucket;
    private volatile int changed = NO;

    Account(Client client, TokenBucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    static Account holding(Level level, Client client, long now) {
        return new Account(client, TokenBucket.holding(level, client.limit(), now));
    }

    /** The account of a newer version of the client, with what is left on this one, which is closed. */
    Account broughtUpTo(Client newer, long now) {
        return holding(bucket.close(now), newer, now);
    }

    /** The account of the same client with more on it than is left on this one, which is closed. */
    Account plus(Level more, long now) {
        return holding(bucket.close(now).plus(more), client, now);
    }

    /** Marks the account as changed; true for the first since it was last unchanged. */
    boolean change() {
        return changed == NO && CHANGED.compareAndSet(this, NO, YES);
    }

    /** To be called before the bucket is read to be saved: who takes after that marks it again. */
    void unchanged() {
        changed = NO;
    }

    boolean isChanged() {
        return changed == YES;
    }
}
