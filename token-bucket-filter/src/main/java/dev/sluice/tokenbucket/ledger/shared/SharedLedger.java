package dev.sluice.tokenbucket.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.SlowClock;
import dev.sluice.tokenbucket.ledger.lease.Tally;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.ledger.local.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a gateway that shares every limit with others: a decision is a look-up and a subtraction from what a bank has lent.
 *
 * <p>Buckets are held while something of them is leased. Somebody has to call {@link #look}, {@link #lookAfterWaiting} and {@link
 * #present} again and again, see {@link BankLoop}.
 */
public final class SharedLedger implements Ledger {

    private static final int WARM_UPS = 20;

    private final ConcurrentHashMap<ClientKey, Entry> clients = new ConcurrentHashMap<>();
    private final Cache<ClientKey, SharedBucket> unregistered;
    private final Banking banking;
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
        this.banking = new Banking(
                bank, state, clock, slow, onFailure, UUID.randomUUID().toString());
        this.defaultLimit = defaultLimit;
        this.unregistered = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                // What an evicted one holds goes back, and whoever comes for the key draws again.
                .<ClientKey, SharedBucket>removalListener((key, bucket, cause) -> close(bucket))
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
    }

    @Override
    public CompletableFuture<Decision> take(Client client, long cost) {
        return take(() -> entry(client).bucket, cost);
    }

    @Override
    public CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost) {
        ClientKey compact = key.compact();
        return take(() -> unregistered(compact), cost);
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

    private SharedBucket unregistered(ClientKey key) {
        SharedBucket held = unregistered.getIfPresent(key);
        return held != null
                ? held
                : unregistered
                        .asMap()
                        .computeIfAbsent(
                                key,
                                k -> new SharedBucket(
                                        banking, Measures.terms(k, defaultLimit), Measures.full(defaultLimit)));
    }

    /** The bucket of the client, in this version or a newer one. */
    private Entry entry(Client client) {
        Entry held = clients.get(client.key());
        if (held != null && held.version >= client.version()) {
            return held;
        }
        Entry entry = clients.compute(client.key(), (key, old) -> broughtUpTo(client, old));
        if (held != null && held.bucket == entry.bucket) {
            var unused = entry.bucket.update(Measures.terms(client));
        } else if (held != null) {
            close(held.bucket);
        }
        return entry;
    }

    private Entry broughtUpTo(Client client, @Nullable Entry old) {
        if (old != null && old.version >= client.version()) {
            return old;
        }
        SharedBucket bucket = old != null && old.generation == client.generation()
                ? old.bucket
                : new SharedBucket(banking, Measures.terms(client), Measures.opening(client.fill()));
        return new Entry(client.generation(), client.version(), bucket);
    }

    private static void close(@Nullable SharedBucket bucket) {
        if (bucket != null) {
            var unused = bucket.close();
        }
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(banking.state().bankMicros(), ChronoUnit.MICROS);
    }

    /** What the bank has, what is held here, and what other gateways held when they were last heard of; without the bank what is known. */
    @Override
    public CompletableFuture<Level> level(Client client) {
        return banking.bank()
                .draw(Measures.terms(client), Measures.opening(client.fill()), banking.question())
                .handle((answer, failure) ->
                        answer instanceof Answer.Grant grant ? level(client, grant.pool()) : lastKnown(client));
    }

    /** Without the bank: what was left when it was last heard, or what the books say. */
    private Level lastKnown(Client client) {
        Entry entry = clients.get(client.key());
        return Optional.ofNullable(entry)
                .filter(known -> known.generation == client.generation())
                .flatMap(known -> known.bucket.lastKnown())
                .orElseGet(() -> client.fill().levelAt(now(), client.limit()));
    }

    /**
     * In a lease of its own, by which the bank knows the draw if it comes twice: a client of Redis sends again what a connection has lost.
     * Ours is not sent again, since a copy that comes when the lease is over would add once more.
     */
    @Override
    public CompletableFuture<Void> add(Client client, long tokens) {
        Terms terms = Measures.terms(client);
        Opening opening = Measures.opening(client.fill());
        String lease = banking.nextLease();
        Draw addition = new Draw(lease, 0, false, Slice.NOTHING, 0, Draw.Ask.NOTHING, 0, -Measures.tokens(tokens));
        return banking.bank().draw(terms, opening, addition).handle((answer, failure) -> {
            if (!(answer instanceof Answer.Grant grant)) {
                throw new LedgerUnavailableException();
            }
            Draw end = new Draw(lease, grant.stamp(), true, Slice.NOTHING, 0, Draw.Ask.NOTHING, 0, 0);
            var unused = banking.bank().draw(terms, opening, end);
            return null;
        });
    }

    private Level level(Client client, Pool said) {
        Entry entry = clients.get(client.key());
        long left = entry != null && entry.generation == client.generation()
                ? entry.bucket.left(said)
                : said.tokens() + said.lent();
        return Measures.level(Math.min(said.terms().capacity(), left));
    }

    @Override
    public void update(Client client) {
        Terms terms = Measures.terms(client);
        while (!entry(client).bucket.update(terms)) {
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
        clients.forEach((key, entry) -> {
            if (entry.bucket.lookAndCloseIfEmpty()) {
                clients.computeIfPresent(key, (k, held) -> held.bucket == entry.bucket ? null : held);
            }
        });
        unregistered.asMap().forEach((key, bucket) -> {
            if (bucket.lookAndCloseIfEmpty()) {
                unregistered.asMap().remove(key, bucket);
            }
        });
    }

    /** Looks after those that somebody waits for; to be called often, since it decides who has waited for long enough. */
    public void lookAfterWaiting() {
        banking.lookAfterWaiting();
    }

    /** Tells the bank that this gateway is there, and finds out whether the bank is. */
    public CompletableFuture<Void> present() {
        BankState state = banking.state();
        return banking.bank()
                .present(banking.gateway())
                .thenCompose(presence -> state.askAgain().thenApply(answer -> presence))
                .handle((presence, failure) -> {
                    if (failure == null) {
                        state.present(presence);
                    } else {
                        state.failed(BankState.reason(failure));
                    }
                    return null;
                });
    }

    /** Asks the bank a few times for nothing, one after the other, so that the first requests find the way there warm. */
    public CompletableFuture<?> warmUp() {
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        Client nobody = Client.of("nobody", defaultLimit);
        for (int i = 0; i < WARM_UPS; i++) {
            last = last.thenCompose(done -> level(nobody));
        }
        return last;
    }

    /** Gives everything back, and begins anew with whoever comes then; waits for the bank no longer than this. */
    public void close(Duration patience) {
        List<CompletableFuture<?>> closing = new ArrayList<>();
        clients.values().forEach(entry -> closing.add(entry.bucket.close()));
        unregistered.asMap().values().forEach(bucket -> closing.add(bucket.close()));
        clients.clear();
        unregistered.invalidateAll();
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
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
        return clients.size();
    }

    /** How many buckets of keys without a client are held, about. */
    public long unregisteredBuckets() {
        return unregistered.estimatedSize();
    }

    private record Entry(long generation, long version, SharedBucket bucket) {}
}
