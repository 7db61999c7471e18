package dev.sluice.tokenbucket.client;

import dev.sluice.tokenbucket.bucket.Limit;
import java.time.Instant;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The books of the registered clients: what outlives the process.
 *
 * <p>Every call ends within a bounded time; where the store is away or too slow it ends in a {@link
 * RepositoryUnavailableException}, and then a change may or may not have been made.
 */
public interface ClientRepository {

    /** The clients registered under some of these keys. */
    Flux<Client> findAll(Collection<ClientKey> keys);

    /** The client with this id. */
    Mono<Registration> find(String id);

    /**
     * The first clients, in the order of their ids.
     *
     * @param after only ids that come after this one; empty for all
     * @param most how many at most
     */
    default Flux<Registration> list(String after, int most) {
        return list(ClientListing.after(after), most);
    }

    /**
     * The first clients of a list. Without a search that takes as long whatever there is before and behind them; a search looks at all
     * ids.
     *
     * @param most how many at most
     */
    Flux<Registration> list(ClientListing listing, int most);

    /** Registers a client if its id and its key are free; otherwise answers nothing and changes nothing. */
    Mono<Registration> create(NewClient client, Instant now);

    /**
     * Registers clients whose id and key are free, and answers those; the others stay as they are.
     *
     * @param now when
     */
    Flux<Registration> createAll(Collection<NewClient> clients, Instant now);

    /**
     * Gives a client another limit, if it is still in the version that was read.
     *
     * @param client the client as it was read
     * @param fill what its bucket holds under the new limit
     * @return the client in its new version; empty if it has changed meanwhile or is gone
     */
    Mono<Registration> change(Client client, Limit limit, Fill fill, Instant now);

    /** Removes the client with this id and answers what it was. */
    Mono<Client> delete(String id);

    /** Saves the fill of each of these clients that is still in this version and has no later fill, unless that is from the future. */
    Mono<Void> saveFills(Collection<Client> clients);
}
