package dev.sluice.gateway.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The events for all who look: read and written once a second, however many they are, and not at all when there is nobody.
 *
 * <p>Who is too slow for it misses events, and holds up nobody. What was done is remembered for five minutes, and forgotten some
 * seconds after the last has left, so that a page that is loaded again goes on where it was.
 */
final class Live {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How long it goes on when nobody looks any more. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** Five minutes. */
    static final int REMEMBERED = 300;

    private final Deque<Traffic> history = new ArrayDeque<>();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private final Function<List<Traffic>, String> greeting;
    private final Sinks.Many<Event> states = Sinks.many().multicast().directBestEffort();

    /** Reads while it has a subscriber; it has no events itself, so that none is kept for who comes later. */
    private final Flux<Event> reading;

    /**
     * Nobody looks yet.
     *
     * @param state reads all that is shown; may block
     * @param json writes a state
     * @param greeting writes what comes first, with the history
     * @param scheduler whose threads may block
     */
    Live(
            TrafficMeter meter,
            Function<Traffic, State> state,
            Function<State, String> json,
            Function<List<Traffic>, String> greeting,
            Scheduler scheduler) {
        this.greeting = greeting;
        this.reading = Flux.interval(INTERVAL, scheduler)
                // What nobody could be told in time is not told late.
                .onBackpressureDrop()
                .map(tick -> remember(meter.read()))
                .doOnNext(traffic -> states.tryEmitNext(new Event("state", json.apply(state.apply(traffic)))))
                .doOnSubscribe(first -> meter.begin())
                .doFinally(last -> {
                    meter.end();
                    forget();
                })
                .ignoreElements()
                .cast(Event.class)
                .flux()
                .publish()
                .refCount(1, GRACE, scheduler);
    }

    /** The events for one who looks, from now on until the gateway stops. */
    Flux<Event> events() {
        return Mono.fromSupplier((Supplier<String>) () -> greeting.apply(history()))
                .map(first -> new Event("greeting", first))
                .concatWith(Flux.merge(states.asFlux(), reading).onBackpressureLatest())
                .takeUntilOther(closed.asMono());
    }

    /** Ends all streams: a stop waits for every answer that is under way. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed.tryEmitEmpty();
    }

    private synchronized Traffic remember(Traffic traffic) {
        if (history.size() == REMEMBERED) {
            history.removeFirst();
        }
        history.addLast(traffic);
        return traffic;
    }

    private synchronized void forget() {
        history.clear();
    }

    private synchronized List<Traffic> history() {
        return List.copyOf(history);
    }

    /**
     * An event.
     *
     * @param data one line of JSON
     */
    record Event(String name, String data) {}
}
