package dev.sluice.admin.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * One after the other for each id.
 *
 * <p>A change is only made to the version that was read: of many who change one client at once, all but one would have to
 * read again, and again. What is run in turn must not be cancelled.
 */
final class Turns {

    private final ConcurrentMap<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /** Runs when all that came before for this id has ended. */
    <T> Mono<T> take(String id, Supplier<Mono<T>> work) {
        return Mono.defer(() -> {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            CompletableFuture<Void> before = last.put(id, mine);
            Mono<Void> turn = before == null ? Mono.empty() : Mono.fromFuture(before, true);
            return turn.then(Mono.defer(work)).doFinally(end -> {
                last.remove(id, mine);
                mine.complete(null);
            });
        });
    }
}
