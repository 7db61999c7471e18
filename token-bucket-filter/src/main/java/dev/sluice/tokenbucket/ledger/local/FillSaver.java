package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Saves behind the traffic what was taken from a {@link LocalLedger}, in batches.
 *
 * <p>Clients from whom nothing was taken cost nothing, and neither do those whose buckets are full again: what was saved of
 * them before says so as well. To be used by one thread, which waits for the repository.
 */
public final class FillSaver {

    /** Fills in one statement: a few milliseconds of the database's time. */
    private static final int BATCH = 1000;

    /** After each saving one of so many accounts is looked at, whether it can go: twice a second, all within half a minute. */
    private static final int ACCOUNTS_PER_LOOK = 60;

    private final Accounts accounts;
    private final MonotonicClock clock;
    private final ClientRepository repository;
    private volatile long savedAt;

    /** A saver of the ledger's fills. */
    public FillSaver(LocalLedger ledger, ClientRepository repository) {
        this.accounts = ledger.accounts();
        this.clock = ledger.clock();
        this.repository = repository;
        this.savedAt = clock.nanos();
    }

    /**
     * Saves everything that was taken before this call.
     *
     * @throws RepositoryUnavailableException if the repository is away; the next call saves what this one has not
     */
    public void save() {
        long start = clock.nanos();
        List<Account> changed = accounts.takeChanged();
        changed.removeIf(this::needsNoSaving);
        // Rows that were made together lie together: a batch of them changes few pages, and H2 writes those whole.
        changed.sort(Comparator.comparingLong(account -> account.client.generation()));
        for (int from = 0; from < changed.size(); from += BATCH) {
            List<Account> unsaved = changed.subList(from, changed.size());
            try {
                save(unsaved.subList(0, Math.min(BATCH, unsaved.size())));
            } catch (RuntimeException e) {
                accounts.putBack(unsaved);
                throw e;
            }
        }
        savedAt = start;
        accounts.removeSome(1 + accounts.size() / ACCOUNTS_PER_LOOK);
    }

    /** How far the books are behind: everything that was taken longer ago than this is saved. */
    public Duration lag() {
        return Duration.ofNanos(clock.nanos() - savedAt);
    }

    private void save(List<Account> changed) {
        List<Client> fills = new ArrayList<>(changed.size());
        for (Account account : changed) {
            long now = clock.nanos();
            Level level = account.bucket.level(now);
            if (!account.bucket.closed()) {
                fills.add(account.client.filled(Fill.of(level, accounts.instant(now))));
            }
        }
        if (!fills.isEmpty()) {
            repository.saveFills(fills).block();
        }
    }

    /** A closed bucket has a successor, or is gone. */
    private boolean needsNoSaving(Account account) {
        return account.bucket.closed() || account.bucket.isFull(clock.nanos());
    }
}
