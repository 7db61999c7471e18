package dev.sluice.gateway.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Simulated outages: a demo backend is up for a random time, then down for another, and so on. */
final class Outages {

    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final DemoProperties.Outages settings;
    private final RandomGenerator random;
    private final Scheduler scheduler;

    Outages(DemoProperties.Outages settings, RandomGenerator random, Scheduler scheduler) {
        this.settings = settings;
        this.random = random;
        this.scheduler = scheduler;
    }

    /** Lets a backend that is up go down and come back, until this is disposed of. */
    Disposable of(DemoBackend backend) {
        return phases().index().skip(1).subscribe(phase -> {
            if (phase.getT1() % 2 == 0) {
                up(backend, phase.getT2());
            } else {
                down(backend, phase.getT2());
            }
        });
    }

    /** The length of each phase, when it begins; the first is up, the second down, and so on. */
    Flux<Duration> phases() {
        return Mono.fromSupplier(this::length)
                .expand(length -> Mono.delay(length, scheduler).map(end -> length()));
    }

    /** Uniform between the bounds, both included. */
    private Duration length() {
        return Duration.ofMillis(
                random.nextLong(settings.min().toMillis(), settings.max().toMillis() + 1));
    }

    private static void up(DemoBackend backend, Duration length) {
        try {
            backend.start();
            log.info("demo backend {} is up for {} ms", backend.port(), length.toMillis());
        } catch (PortInUseException e) {
            log.warn("demo backend {} stays down: somebody else listens there", backend.port());
        }
    }

    private static void down(DemoBackend backend, Duration length) {
        backend.stop();
        log.info("demo backend {} is down for {} ms", backend.port(), length.toMillis());
    }
}
