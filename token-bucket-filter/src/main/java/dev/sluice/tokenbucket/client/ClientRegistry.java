package dev.sluice.tokenbucket.client;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The registered clients, as every request reads them.
 *
 * <p>An implementation answers from memory where it can: a completed future costs the request nothing.
 */
@FunctionalInterface
public interface ClientRegistry {

    /** The client registered under a key, now or once it has been looked up. */
    CompletableFuture<Optional<Client>> find(ClientKey key);

    /** A registry of exactly these clients. */
    static ClientRegistry of(Collection<Client> clients) {
        CompletableFuture<Optional<Client>> nobody = CompletableFuture.completedFuture(Optional.empty());
        Map<ClientKey, CompletableFuture<Optional<Client>>> byKey = clients.stream()
                .map(Optional::of)
                .collect(Collectors.toUnmodifiableMap(
                        client -> client.orElseThrow().key(), CompletableFuture::completedFuture));
        return key -> byKey.getOrDefault(key, nobody);
    }
}
