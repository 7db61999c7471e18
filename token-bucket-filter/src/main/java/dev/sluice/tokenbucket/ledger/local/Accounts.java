package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.client.Changes;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of registered clients: those that are not full, and those that have not been full for long.
 *
 * <p>A bucket that is not held is opened from what its client last had saved, and the refill since. That is exact however
 * old the reading is, because a bucket leaves only when it is full: whoever saw an earlier level, with or without what was
 * spent in between, finds it full as well.
 */
final class Accounts {

    /** A hundred times as long as a request may take between the registry and the ledger. */
    private static final long GRACE_NANOS = Duration.ofMinutes(1).toNanos();

    /** How long a full account waits for the next request, which would otherwise open it again: a busy one is full most of the time. */
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();

    private final ConcurrentHashMap<ClientKey, Account> held = new ConcurrentHashMap<>();
    private final Changes<Account> changed = new Changes<>();
    private final Queue<Leaving> leaving = new ConcurrentLinkedQueue<>();
    private final MonotonicClock clock;
    private final Instant origin;
    private Iterator<Account> round = held.values().iterator();

    /**
     * No accounts yet.
     *
     * @param origin the instant at which the clock read 0
     */
    Accounts(MonotonicClock clock, Instant origin) {
        this.clock = clock;
        this.origin = origin;
    }

    /** The account of the client, in this version or a newer one. */
    Account get(Client client) {
        Account account = held.get(client.key());
        return account != null && account.client.version() >= client.version() ? account : broughtUpTo(client);
    }

    /** What the client's bucket holds; a closed one has a successor, or is no longer held. */
    Level level(Client client) {
        while (true) {
            long now = clock.nanos();
            Account account = held.get(client.key());
            if (account == null || account.client.generation() != client.generation()) {
                return saved(client, now);
            }
            Level level = account.bucket.level(now);
            if (!account.bucket.closed()) {
                return level;
            }
            Thread.onSpinWait();
        }
    }

    /** Adds to what is on the client's account, as far as there is room. */
    void add(Client client, Level more) {
        held.compute(client.key(), (key, account) -> {
            Account fuller = broughtUpTo(client, account).plus(more, clock.nanos());
            changed(fuller);
            return fuller;
        });
    }

    /** Notes that tokens were taken. */
    void changed(Account account) {
        if (account.change()) {
            changed.add(account);
        }
    }

    /** Makes sure that nobody spends under an older version any more. */
    Account broughtUpTo(Client client) {
        return held.compute(client.key(), (key, account) -> broughtUpTo(client, account));
    }

    /**
     * Lets the account of a client that is gone go, after a while: requests that found the client before must find the bucket
     * as it is, not a full one.
     */
    void remove(Client client) {
        leaving.add(new Leaving(client, clock.nanos() + GRACE_NANOS));
    }

    /** The instant of a reading of the clock. */
    Instant instant(long now) {
        return origin.plusNanos(now);
    }

    /** Takes the accounts that have changed. */
    List<Account> takeChanged() {
        List<Account> accounts = changed.takeAll();
        accounts.forEach(Account::unchanged);
        return accounts;
    }

    /** Puts accounts back whose change could not be saved. */
    void putBack(Collection<Account> accounts) {
        accounts.forEach(this::changed);
    }

    /**
     * Looks at the next so many accounts, and lets those go that have been full for a while and are saved, and those of clients that
     * are long gone.
     * To be called by one thread.
     */
    void removeSome(int looks) {
        for (Leaving next = leaving.peek(); next != null && next.at - clock.nanos() <= 0; next = leaving.peek()) {
            leaving.remove();
            removeNow(next.client);
        }
        if (!round.hasNext()) {
            round = held.values().iterator();
        }
        long fullSince = Math.max(0, clock.nanos() - IDLE_NANOS);
        for (int i = 0; i < looks && round.hasNext(); i++) {
            Account account = round.next();
            if (!account.isChanged() && !isAhead(account.client) && account.bucket.closeIfFull(fullSince)) {
                held.remove(account.client.key(), account);
            }
        }
    }

    /** Whether a client's bucket was saved by a clock that was ahead of this one: opened from that it would be as it was then, and not full. */
    private boolean isAhead(Client client) {
        return client.fill().at().isAfter(instant(clock.nanos()));
    }

    /** How many are held. */
    int size() {
        return held.size();
    }

    private Account broughtUpTo(Client client, @Nullable Account account) {
        if (account != null && account.client.version() >= client.version()) {
            return account;
        }
        long now = clock.nanos();
        if (account != null && account.client.generation() == client.generation()) {
            Account newer = account.broughtUpTo(client, now);
            changed(newer);
            return newer;
        }
        if (account != null) {
            account.bucket.close(now);
        }
        return Account.holding(saved(client, now), client, now);
    }

    /** What the client's bucket held when it was last saved, and the refill since. */
    private Level saved(Client client, long now) {
        return client.fill().levelAt(instant(now), client.limit());
    }

    private void removeNow(Client client) {
        held.computeIfPresent(client.key(), (key, account) -> {
            if (account.client.generation() > client.generation()) {
                return account;
            }
            account.bucket.close(clock.nanos());
            return null;
        });
    }

    /** A client that is gone, and when its account goes as well, by the clock. */
    private record Leaving(Client client, long at) {}
}
