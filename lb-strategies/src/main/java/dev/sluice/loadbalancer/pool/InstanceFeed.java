package dev.sluice.loadbalancer.pool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps a pool filled with the instances that the registry has.
 *
 * <p>The registry is asked now and then, and never by a request. If it fails, the instances of the last time stay; also if it
 * suddenly has none, which is how Spring Cloud tells a failure.
 */
public final class InstanceFeed {

    private static final Logger log = LoggerFactory.getLogger(InstanceFeed.class);

    /** How long the registry may think; longer than Spring Cloud's own supplier waits for an answer, which is half of that. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Pool pool;
    private final ServiceInstanceListSupplier registry;
    private final Sinks.Empty<Void> filled = Sinks.empty();
    private Disposable running = Disposables.disposed();
    private boolean empty;
    private volatile boolean full;

    InstanceFeed(Pool pool, ServiceInstanceListSupplier registry) {
        this.pool = pool;
        this.registry = registry;
    }

    Pool pool() {
        return pool;
    }

    InstanceFeed start(Scheduler scheduler) {
        Disposable.Swap run = Disposables.swap();
        if (isFirst(run)) {
            run.update(Mono.defer(() -> registry.get().next())
                    .timeout(PATIENCE, Mono.error(InstanceFeed::late), scheduler)
                    .doOnNext(instances -> fill(instances, run))
                    .then()
                    .onErrorResume(this::failed)
                    .doOnSuccess(nothing -> filled())
                    .repeatWhen(rounds -> rounds.delayElements(pool.settings().refreshInterval(), scheduler))
                    .subscribe());
        }
        return this;
    }

    /**
     * What this makes of the pool: at once, whether or not anybody subscribes, or if the pool is new, as soon as the registry has
     * answered.
     */
    <T> Mono<T> whenFilled(Function<Pool, T> question) {
        return full
                ? Mono.just(question.apply(pool))
                : filled.asMono().then(Mono.fromSupplier(() -> question.apply(pool)));
    }

    /** The pool, once the registry has answered. */
    Optional<Pool> filledPool() {
        return full ? Optional.of(pool) : Optional.empty();
    }

    /** Leaves the pool empty; can be started again. */
    synchronized void stop() {
        running.dispose();
        pool.replace(List.of());
    }

    private synchronized boolean isFirst(Disposable run) {
        boolean first = running.isDisposed();
        if (first) {
            running = run;
        }
        return first;
    }

    /** An answer can come while others stop this: whoever joined then would be checked for ever. */
    private synchronized void fill(List<ServiceInstance> instances, Disposable run) {
        if (run.isDisposed()) {
            return;
        }
        if (instances.isEmpty()) {
            tellOnce();
        } else {
            pool.replace(instances);
        }
        empty = instances.isEmpty();
    }

    private void tellOnce() {
        if (!empty) {
            log.warn(
                    pool.backends().isEmpty()
                            ? "the registry has no instances of {}"
                            : "the registry has no instances of {} any more: those that it had stay, if they are well",
                    pool.service());
        }
    }

    private void filled() {
        full = true;
        var unused = filled.tryEmitEmpty();
    }

    private static TimeoutException late() {
        return new TimeoutException("no answer within " + PATIENCE.toSeconds() + " s");
    }

    private Mono<Void> failed(Throwable cause) {
        log.warn("the registry does not tell the instances of {}: {}", pool.service(), cause.getMessage());
        return Mono.empty();
    }
}
