package dev.sluice.gateway.demo;

import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/** The backends of the profile {@code demo}, in this process, from its start to its end. */
final class DemoBackends implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DemoBackends.class);

    private final DemoProperties properties;
    private final List<DemoBackend> backends;
    private final Disposable.Swap outages = Disposables.swap();
    private boolean running;

    DemoBackends(DemoProperties properties) {
        this.properties = properties;
        Greeting greeting = properties.html() ? Greeting.HTML : Greeting.TEXT;
        this.backends = properties.ports().stream()
                .map(port -> new DemoBackend(port, greeting))
                .toList();
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        running = true;
        try {
            backends.forEach(DemoBackend::start);
        } catch (PortInUseException e) {
            stop();
            throw e;
        }
        log.info("demo backends on ports {}", properties.ports());
        if (properties.outages().enabled()) {
            outages.update(outages(properties.outages()));
        }
    }

    /** Each backend has random numbers of its own: with the same seed the same, whatever the others do. */
    private Disposable outages(DemoProperties.Outages settings) {
        Long seed = settings.seed();
        SplittableRandom random = seed == null ? new SplittableRandom() : new SplittableRandom(seed);
        return Disposables.composite(backends.stream()
                .map(backend -> new Outages(settings, random.split(), Schedulers.boundedElastic()).of(backend))
                .toList());
    }

    @Override
    public void stop() {
        outages.update(Disposables.disposed());
        backends.forEach(DemoBackend::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
