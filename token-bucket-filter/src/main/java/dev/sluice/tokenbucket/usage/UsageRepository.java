package dev.sluice.tokenbucket.usage;

import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the gateways of a cluster tell each other what they have counted.
 *
 * <p>Every call ends within a bounded time, where the store is away in a {@link
 * dev.sluice.tokenbucket.client.RepositoryUnavailableException}.
 */
public interface UsageRepository {

    /** Saves rows, in the place of older ones of the same counter and minute; saved twice, they count once. */
    Mono<Void> save(Collection<UsageRow> rows);

    /** The rows of a client from a minute on. */
    Flux<UsageRow> find(long generation, long minute);

    /** Forgets all rows of the minutes before this one. */
    Mono<Void> deleteBefore(long minute);
}
