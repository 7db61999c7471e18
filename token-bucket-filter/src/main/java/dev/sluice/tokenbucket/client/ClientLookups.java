package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Questions to the repository, one statement at a time: whoever asks while one is under way shares the next.
 *
 * <p>So a flood of unknown keys costs the database no more than a few statements a round trip. When the repository fails,
 * all who wait are told at once, and for {@link #PAUSE} nobody asks it again.
 */
final class ClientLookups {

    /** How long a failed repository is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** Keys in one statement: enough to keep up with any flood, few enough for a short statement. */
    private static final int BATCH = 1000;

    private final ClientRepository repository;
    private final Ticker ticker;
    private final Queue<Lookup> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Pause pause;

    ClientLookups(ClientRepository repository, Ticker ticker) {
        this.repository = repository;
        this.ticker = ticker;
        this.pause = new Pause(ticker.read());
    }

    /** The client registered under a key; fails while the repository is away. */
    CompletableFuture<Optional<Client>> find(ClientKey key) {
        Lookup lookup = new Lookup(key, new CompletableFuture<>());
        if (pause.isOver(ticker.read())) {
            waiting.add(lookup);
            ask();
        } else {
            lookup.fail(new RepositoryUnavailableException("it failed a moment ago"));
        }
        return lookup.answer;
    }

    private void ask() {
        while (!waiting.isEmpty() && asking.compareAndSet(false, true)) {
            List<Lookup> batch = nextBatch();
            if (!batch.isEmpty()) {
                ask(batch);
                return;
            }
            asking.set(false);
        }
    }

    private void ask(List<Lookup> batch) {
        var unused = repository
                .findAll(batch.stream().map(Lookup::key).distinct().toList())
                .collectMap(Client::key)
                .subscribe(found -> answered(batch, found), failure -> failed(batch, failure));
    }

    private void answered(List<Lookup> batch, Map<ClientKey, Client> found) {
        asking.set(false);
        ask();
        batch.forEach(lookup -> lookup.answer.complete(Optional.ofNullable(found.get(lookup.key))));
    }

    private void failed(List<Lookup> batch, Throwable failure) {
        pause = new Pause(ticker.read() + PAUSE.toNanos());
        List<Lookup> all = new ArrayList<>(batch);
        for (Lookup lookup = waiting.poll(); lookup != null; lookup = waiting.poll()) {
            all.add(lookup);
        }
        asking.set(false);
        ask();
        all.forEach(lookup -> lookup.fail(failure));
    }

    private List<Lookup> nextBatch() {
        List<Lookup> batch = new ArrayList<>();
        for (Lookup lookup = waiting.poll(); lookup != null; lookup = batch.size() < BATCH ? waiting.poll() : null) {
            batch.add(lookup);
        }
        return batch;
    }

    private record Lookup(ClientKey key, CompletableFuture<Optional<Client>> answer) {

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Until when, in nanoseconds of the ticker, the repository is left alone. */
    private record Pause(long until) {

        boolean isOver(long now) {
            return now - until >= 0;
        }
    }
}
