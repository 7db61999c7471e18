package dev.sluice.tokenbucket.usage;

import dev.sluice.tokenbucket.client.Changes;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What each registered client did lately, on all gateways.
 *
 * <p>Every gateway counts for itself, which costs a decision a look-up and two additions, and saves behind the traffic what it has
 * counted: not by how much it grew but how much it is, so that what is saved twice counts once. A reading adds up what the others have
 * saved and what this one knows: nothing is missing but what others decided since they last {@linkplain #save saved}, and what a
 * gateway had not saved when it was killed.
 *
 * <p>Where there is no repository, a gateway knows of itself only.
 */
public final class UsageBook {

    /** Counters in one statement: a millisecond of H2's time, which on a small machine requests wait for. */
    private static final int BATCH = 50;

    private final ConcurrentHashMap<ClientKey, Counter> counters = new ConcurrentHashMap<>();
    private final Changes<Counter> changed = new Changes<>();
    /** Those that had changed when the round began, and have not been saved in it yet. */
    private final Queue<Counter> round = new ArrayDeque<>();

    private final AtomicLong numbers = new AtomicLong();
    private final Optional<UsageRepository> repository;
    private final String gateway;
    private final long most;
    private final InstantSource clock;
    private long deletedBefore;

    /**
     * A book with nothing in it.
     *
     * @param gateway the gateway's name, unique for ever
     * @param most how many clients are counted at once; further ones are not, until there is room again
     */
    public UsageBook(Optional<UsageRepository> repository, String gateway, long most, InstantSource clock) {
        this.repository = repository;
        this.gateway = gateway;
        this.most = most;
        this.clock = clock;
    }

    /** Counts a request that passed at this cost, or did not pass. */
    public void count(Client client, boolean admitted, long cost) {
        long millis = clock.millis();
        Counter counter = counters.get(client.key());
        if (counter == null || counter.generation != client.generation()) {
            counter = counter(client, millis / Usage.MINUTE_MILLIS);
            if (counter == null) {
                return;
            }
        }
        if (counter.count(admitted, cost, millis)) {
            changed.add(counter);
        }
    }

    /** None for a client that has gone, and for one too many. */
    private @Nullable Counter counter(Client client, long minute) {
        if (counters.mappingCount() >= most && !counters.containsKey(client.key())) {
            return null;
        }
        Counter counter = counters.compute(
                client.key(),
                (key, there) -> there != null && there.generation >= client.generation()
                        ? there
                        : new Counter(client.generation(), numbers.incrementAndGet(), minute));
        return counter.generation == client.generation() ? counter : null;
    }

    /** What a client did lately. */
    public Mono<Usage> usage(Client client) {
        return Mono.defer(() -> {
            long now = minute();
            return saved(client, Usage.oldest(now)).map(saved -> Usage.of(together(saved, client, now), now));
        });
    }

    private Mono<List<UsageRow>> saved(Client client, long from) {
        return repository
                .map(store -> store.find(client.generation(), from).collectList())
                .orElseGet(() -> Mono.just(List.of()));
    }

    /** Of what this gateway's own counter has saved, it knows better. */
    private List<UsageRow> together(List<UsageRow> saved, Client client, long now) {
        Counter counter = counters.get(client.key());
        if (counter == null || counter.generation != client.generation()) {
            return saved;
        }
        List<UsageRow> known = counter.rows(gateway, Usage.oldest(now));
        return Stream.concat(
                        known.stream(),
                        saved.stream().filter(row -> known.stream().noneMatch(own -> isSame(own, row))))
                .toList();
    }

    private static boolean isSame(UsageRow one, UsageRow other) {
        return one.minute() == other.minute()
                && one.counter() == other.counter()
                && one.gateway().equals(other.gateway());
    }

    /**
     * Saves everything that was counted before this call, and forgets what is long past. To be called by one thread.
     *
     * @throws RepositoryUnavailableException if the repository is away; the next call saves what this one has not
     */
    public void save() {
        beginRound();
        do {
            saveSome();
        } while (isBehind());
    }

    /**
     * Saves a part of it: the next few counters of a round through all that had changed when it began. To be called by one thread.
     *
     * @throws RepositoryUnavailableException if the repository is away; the next round saves what this call has not
     */
    public void saveSome() {
        if (round.isEmpty()) {
            beginRound();
        }
        long now = minute();
        save(take(), now);
        if (round.isEmpty()) {
            forgetPast(now);
        }
    }

    /** Whether the round goes on, so that the next part should not have to wait for long. */
    public boolean isBehind() {
        return !round.isEmpty();
    }

    /** In the order of their clients' making: their rows lie together, and a batch of them changes few pages. */
    private void beginRound() {
        List<Counter> all = changed.takeAll();
        all.sort(Comparator.comparingLong(counter -> counter.generation));
        round.addAll(all);
    }

    private List<Counter> take() {
        List<Counter> taken = Stream.generate(round::poll)
                .limit(Math.min(BATCH, round.size()))
                .toList();
        taken.forEach(Counter::unchanged);
        return taken;
    }

    private void save(List<Counter> some, long now) {
        List<UsageRow> rows = some.stream()
                .flatMap(counter -> counter.unsaved(gateway, Usage.oldest(now)).stream())
                .toList();
        try {
            if (!rows.isEmpty()) {
                repository.ifPresent(store -> store.save(rows).block());
            }
        } catch (RuntimeException e) {
            some.stream().filter(Counter::notSaved).forEach(changed::add);
            throw e;
        } finally {
            some.forEach(counter -> counter.forgetBefore(Usage.oldest(now)));
        }
        if (repository.isPresent()) {
            // The minute before may still be counted by who has looked at the clock before it ended.
            some.forEach(counter -> counter.forgetBefore(now - 1));
        }
    }

    private void forgetPast(long now) {
        counters.values().removeIf(counter -> isPast(counter, now));
        if (deletedBefore < Usage.oldest(now)) {
            repository.ifPresent(store -> store.deleteBefore(Usage.oldest(now)).block());
            deletedBefore = Usage.oldest(now);
        }
    }

    /** What is saved, and has not been counted on for two minutes, is in the books as well as here. */
    private boolean isPast(Counter counter, long now) {
        return !counter.isChanged() && counter.newest() < (repository.isPresent() ? now - 1 : Usage.oldest(now));
    }

    private long minute() {
        return clock.millis() / Usage.MINUTE_MILLIS;
    }
}
