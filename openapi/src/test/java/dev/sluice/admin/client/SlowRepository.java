package dev.sluice.admin.client;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientListing;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.BeanPostProcessor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Books that keep what they did to themselves until they are let, or go away after so many calls. */
final class SlowRepository implements ClientRepository, BeanPostProcessor {

    /** Completed when a change is in the books and nobody has heard of it. */
    volatile CompletableFuture<Void> committed = new CompletableFuture<>();

    /** What the news of a change waits for. */
    volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    /** What a reading waits for. */
    volatile CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);

    /** Batches that are still created. */
    final AtomicInteger batches = new AtomicInteger(Integer.MAX_VALUE);

    private volatile ClientRepository books = this;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ClientRepository repository) {
            books = repository;
            return this;
        }
        return bean;
    }

    @Override
    public Flux<Client> findAll(Collection<ClientKey> keys) {
        return books.findAll(keys);
    }

    @Override
    public Mono<Registration> find(String id) {
        return books.find(id).delayUntil(found -> Mono.fromFuture(reading, true));
    }

    @Override
    public Flux<Registration> list(ClientListing listing, int most) {
        return books.list(listing, most);
    }

    @Override
    public Mono<Registration> create(NewClient client, Instant now) {
        return late(books.create(client, now));
    }

    @Override
    public Flux<Registration> createAll(Collection<NewClient> clients, Instant now) {
        return batches.getAndDecrement() > 0
                ? books.createAll(clients, now)
                : Flux.error(new RepositoryUnavailableException("unplugged: 10.0.0.7"));
    }

    @Override
    public Mono<Registration> change(Client client, Limit limit, Fill fill, Instant now) {
        return late(books.change(client, limit, fill, now));
    }

    @Override
    public Mono<Client> delete(String id) {
        return late(books.delete(id));
    }

    @Override
    public Mono<Void> saveFills(Collection<Client> clients) {
        return books.saveFills(clients);
    }

    private <T> Mono<T> late(Mono<T> work) {
        return work.doOnSuccess(done -> committed.complete(null)).delayUntil(done -> Mono.fromFuture(gate, true));
    }
}
