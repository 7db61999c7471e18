package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientChangeListener;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads what has changed since it last read, and tells a listener.
 *
 * <p>Between two readings lies a snapshot of the database, so that a change is neither missed nor read again, in whatever
 * order and however late its transaction was committed. What does not follow on from the last reading is not relied on: at
 * first, on another server, or after a time in which changes may have been pruned, all that the listener holds is read again
 * instead. To be used by one thread, which waits for the database.
 */
final class ChangeReader {

    /** How long a change that everybody can see is kept for those who do not come; half of it is for clocks that differ. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final int HALVES = 2;

    private final ChangeLog log;
    private final ClientRepository repository;
    private final ClientChangeListener listener;
    private final Duration kept;

    /** Everything to be seen at this mark has been told. */
    private @Nullable Mark told;

    /** Everything to be seen at this mark may go, once it is old enough. */
    private @Nullable Mark old;

    ChangeReader(ChangeLog log, ClientRepository repository, ClientChangeListener listener, Duration kept) {
        this.log = log;
        this.repository = repository;
        this.listener = listener;
        this.kept = kept;
    }

    /**
     * Tells everything that was changed before this call.
     *
     * @throws RepositoryUnavailableException if the database is away; the next call tells what this one has not
     */
    void read() {
        Mark last = told;
        ChangePage page = await(log.since(last));
        Mark now = page.mark();
        if (last != null && follows(now, last)) {
            tell(page, last);
        } else {
            tellAllThatIsHeld();
        }
        told = now;
        prune(now);
    }

    private boolean follows(Mark now, Mark last) {
        return now.isOfTheServerOf(last) && !now.isLaterThan(last, kept.dividedBy(HALVES));
    }

    private void tell(ChangePage first, Mark since) {
        ChangePage page = first;
        page.changes().forEach(this::tell);
        while (page.changes().size() == ChangeLog.MOST) {
            page = await(log.after(since, page.changes().get(ChangeLog.MOST - 1)));
            page.changes().forEach(this::tell);
        }
    }

    private void tell(ChangePage.Change change) {
        if (change.gone()) {
            listener.gone(change.client());
        } else {
            listener.changed(change.client());
        }
    }

    private void tellAllThatIsHeld() {
        List<Client> held = List.copyOf(listener.held());
        for (int from = 0; from < held.size(); from += ChangeLog.MOST) {
            tellAgain(held.subList(from, Math.min(from + ChangeLog.MOST, held.size())));
        }
    }

    private void tellAgain(List<Client> held) {
        Map<ClientKey, Client> found = await(
                repository.findAll(held.stream().map(Client::key).toList()).collectMap(Client::key));
        found.values().forEach(listener::changed);
        held.stream().filter(client -> !found.containsKey(client.key())).forEach(listener::gone);
    }

    private void prune(Mark now) {
        if (old == null || !now.isOfTheServerOf(old)) {
            old = now;
        } else if (now.isLaterThan(old, kept) && !await(log.prune(old))) {
            old = now;
        }
    }

    private static <T> T await(Mono<T> answer) {
        return answer.blockOptional().orElseThrow();
    }
}
