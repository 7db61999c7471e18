package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.SlowClock;
import dev.sluice.tokenbucket.ledger.lease.Tally;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The ledger of a gateway that shares every limit with others: a decision is a look-up and a subtraction from what a bank has lent.
 *
 * <p>Buckets are held while something of them is leased. Somebody has to call {@link #look}, {@link #lookAfterWaiting} and {@link
 * #present} again and again, see {@link BankLoop}.
 */
public final class SharedLedger implements Ledger {

    private final Banking banking;
    private final SharedBuckets buckets;
    private final BankCalls calls;
    private final Limit defaultLimit;

    /**
     * A ledger with no bucket yet.
     *
     * @param defaultLimit the limit of keys without a client
     * @param maxKeys how many buckets of such keys are held at most
     */
    public SharedLedger(
            Bank bank,
            OnLedgerFailure onFailure,
            Limit defaultLimit,
            long maxKeys,
            MonotonicClock clock,
            InstantSource calendar) {
        SlowClock slow = new SlowClock(clock);
        BankState state = new BankState(calendar, slow);
        this.banking =
                new Banking(bank, state, slow, onFailure, UUID.randomUUID().toString());
        this.buckets = new SharedBuckets(banking, defaultLimit, maxKeys);
        this.calls = new BankCalls(banking, buckets);
        this.defaultLimit = defaultLimit;
    }

    @Override
    public CompletableFuture<Decision> take(Client client, long cost) {
        return take(() -> buckets.of(client), cost);
    }

    @Override
    public CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost) {
        ClientKey compact = key.compact();
        return take(() -> buckets.of(compact), cost);
    }

    private static CompletableFuture<Decision> take(Supplier<SharedBucket> bucket, long cost) {
        while (true) {
            Optional<CompletableFuture<Decision>> decision = bucket.get().take(cost);
            if (decision.isPresent()) {
                return decision.get();
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Instant now() {
        return calls.now();
    }

    /** What the bank has, what is held here, and what other gateways held when they were last heard of; without the bank what is known. */
    @Override
    public CompletableFuture<Level> level(Client client) {
        return calls.level(client);
    }

    @Override
    public CompletableFuture<Void> add(Client client, long tokens) {
        return calls.add(client, tokens);
    }

    @Override
    public void update(Client client) {
        Terms terms = Measures.terms(client);
        while (!buckets.of(client).update(terms)) {
            Thread.onSpinWait();
        }
    }

    /** What is held of it goes back by itself. */
    @Override
    public void forget(Client client) {
        var unused = banking.bank().forget(BucketNames.of(client));
    }

    /** Looks after all buckets, whether something is due; to be called a few times a second. */
    public void look() {
        buckets.look();
    }

    /** Looks after those that somebody waits for; to be called often, since it decides who has waited for long enough. */
    public void lookAfterWaiting() {
        banking.lookAfterWaiting();
    }

    /** Tells the bank that this gateway is there, and finds out whether the bank is. */
    public CompletableFuture<Void> present() {
        return calls.present();
    }

    /** Asks the bank a few times for nothing, so that the first requests find the way there warm. */
    public CompletableFuture<?> warmUp() {
        return calls.warmUp(defaultLimit);
    }

    /** Gives everything back, and begins anew with whoever comes then; waits for the bank no longer than this. */
    public void close(Duration patience) {
        buckets.close()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, failure) -> null)
                .join();
    }

    /** Whether the bank answers. */
    public BankState state() {
        return banking.state();
    }

    /** What has become of the tokens that were lent to this gateway. */
    public Tally tally() {
        return banking.tally();
    }

    /** How many buckets somebody waits for. */
    public int waiting() {
        return banking.waiting();
    }

    /** How many buckets of registered clients are held: of those who are spending, not of all who exist. */
    public int clientBuckets() {
        return buckets.ofClients();
    }

    /** How many buckets of keys without a client are held, about. */
    public long unregisteredBuckets() {
        return buckets.ofUnregistered();
    }
}
