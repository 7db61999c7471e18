package dev.sluice.gateway.observability;

import dev.sluice.gateway.completion.Completion;
import dev.sluice.gateway.completion.CompletionListener;
import dev.sluice.gateway.completion.Ending;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;

/**
 * The meter {@code sluice.gateway.requests}: proxied requests by route, outcome and class of status, with the time from their
 * head to the last byte of their answer.
 *
 * <p>Tags come from the settings and from small sets, never from whoever sends requests. A timer is looked up in the registry
 * once, and then found by what distinguishes it.
 */
public final class RequestMeters implements CompletionListener {

    static final String NAME = "sluice.gateway.requests";

    /** Two or three in each decade: enough for quantiles by eye, and each costs a line per series in every scrape. */
    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void completed(Completion completion) {
        Route route = completion.exchange().getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Series series =
                new Series(route == null ? NONE : route.getId(), completion.ending(), statusClass(completion.status()));
        timers.computeIfAbsent(series, this::timer).record(completion.nanos(), TimeUnit.NANOSECONDS);
    }

    /** How many proxied requests have ended. */
    public long ended() {
        return timers.values().stream().mapToLong(Timer::count).sum();
    }

    /** How many of them failed, or were answered with 5xx. */
    public long failed() {
        return timers.entrySet().stream()
                .filter(timer -> timer.getKey().failed())
                .mapToLong(timer -> timer.getValue().count())
                .sum();
    }

    private static int statusClass(OptionalInt status) {
        return status.orElse(0) / 100;
    }

    private Timer timer(Series series) {
        return Timer.builder(NAME)
                .description("Proxied requests, from their head to the last byte of their answer")
                .tag("route", series.route)
                .tag("outcome", series.ending.tag())
                .tag("status", series.statusClass == 0 ? NONE : series.statusClass + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /**
     * What distinguishes one timer from another.
     *
     * @param statusClass the first digit of the status; 0 if there is none
     */
    private record Series(String route, Ending ending, int statusClass) {

        boolean failed() {
            return ending == Ending.FAILED || statusClass == 5;
        }
    }
}
