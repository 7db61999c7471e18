package dev.sluice.tokenbucket.client;

import dev.sluice.tokenbucket.bucket.Limit;
import java.time.Instant;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A repository of which a test needs a part only. */
public class PartialRepository implements ClientRepository {

    @Override
    public Flux<Client> findAll(Collection<ClientKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Registration> find(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Flux<Registration> list(ClientListing listing, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Registration> create(NewClient client, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Flux<Registration> createAll(Collection<NewClient> clients, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Registration> change(Client client, Limit limit, Fill fill, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Client> delete(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Mono<Void> saveFills(Collection<Client> clients) {
        throw new UnsupportedOperationException();
    }
}
