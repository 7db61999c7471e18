package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The ledger of a gateway that decides alone: a decision is a look-up, a subtraction and one compare-and-set.
 *
 * <p>Buckets of registered clients are held while they are not full, see {@link Accounts}; those of other keys up to a
 * bound, see {@link BoundedBuckets}. What was taken is saved behind the traffic, see {@link FillSaver}.
 */
public final class LocalLedger implements Ledger {

    private final Accounts accounts;
    private final BoundedBuckets unregistered;
    private final MonotonicClock clock;

    /**
     * A ledger with no bucket yet.
     *
     * @param defaultLimit the limit of keys without a client
     * @param maxKeys how many buckets of such keys are held at most
     * @param origin the instant at which the clock read 0
     */
    public LocalLedger(Limit defaultLimit, long maxKeys, MonotonicClock clock, Instant origin) {
        this.accounts = new Accounts(clock, origin);
        this.unregistered = new BoundedBuckets(defaultLimit, maxKeys);
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Decision> take(Client client, long cost) {
        while (true) {
            Account account = accounts.get(client);
            Decision decision = account.bucket.tryTake(cost, clock.nanos());
            if (decision.admitted()) {
                accounts.changed(account);
            }
            if (decision.admitted() || !account.bucket.closed()) {
                return CompletableFuture.completedFuture(decision);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost) {
        ClientKey compact = key.compact();
        while (true) {
            TokenBucket bucket = unregistered.get(compact);
            Decision decision = bucket.tryTake(cost, clock.nanos());
            if (decision.admitted() || !bucket.closed()) {
                return CompletableFuture.completedFuture(decision);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Instant now() {
        return accounts.instant(clock.nanos());
    }

    @Override
    public CompletableFuture<Level> level(Client client) {
        return CompletableFuture.completedFuture(accounts.level(client));
    }

    @Override
    public CompletableFuture<Void> add(Client client, long tokens) {
        accounts.add(client, Level.ofTokens(tokens));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void update(Client client) {
        accounts.broughtUpTo(client);
    }

    @Override
    public void forget(Client client) {
        accounts.remove(client);
    }

    /** How many buckets of registered clients are held: of those who are spending, not of all who exist. */
    public int clientBuckets() {
        return accounts.size();
    }

    /** How many buckets of keys without a client are held, about. */
    public long unregisteredBuckets() {
        return unregistered.size();
    }

    Accounts accounts() {
        return accounts;
    }

    MonotonicClock clock() {
        return clock;
    }
}
