package dev.sluice.loadbalancer.pool;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps a pool filled with the instances that the registry has.
 *
 * <p>The registry is asked now and then, and never by a request. If it fails, the instances of the last time stay.
 */
public final class InstanceFeed {

    private static final Logger log = LoggerFactory.getLogger(InstanceFeed.class);

    private final Pool pool;
    private final ServiceInstanceListSupplier registry;
    private final Sinks.Empty<Void> filled = Sinks.empty();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean full;

    InstanceFeed(Pool pool, ServiceInstanceListSupplier registry) {
        this.pool = pool;
        this.registry = registry;
    }

    Pool pool() {
        return pool;
    }

    InstanceFeed start(Scheduler scheduler) {
        if (started.compareAndSet(false, true)) {
            running.update(Mono.defer(() -> registry.get().next())
                    .doOnNext(pool::replace)
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

    void stop() {
        running.dispose();
        pool.replace(List.of());
    }

    private void filled() {
        full = true;
        var unused = filled.tryEmitEmpty();
    }

    private Mono<Void> failed(Throwable cause) {
        log.warn("the registry does not tell the instances of {}: {}", pool.service(), cause.getMessage());
        return Mono.empty();
    }
}
