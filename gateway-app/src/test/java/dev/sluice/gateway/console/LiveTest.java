package dev.sluice.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.console.Live.Event;
import dev.sluice.gateway.console.Traffic.Totals;
import dev.sluice.tokenbucket.usage.TopRefusals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

class LiveTest {

    private static final Totals NONE = new Totals(0, 0, 0);

    @AutoClose("dispose")
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    private final Latencies latencies = new Latencies();
    private int readings;
    private int states;

    private final Live live = new Live(
            new TrafficMeter(
                    () -> {
                        readings++;
                        return NONE;
                    },
                    latencies,
                    () -> time.now(TimeUnit.NANOSECONDS),
                    () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS))),
            traffic -> {
                states++;
                return new State(traffic, Map.of(), null, new TopRefusals(Instant.EPOCH, 0, List.of()));
            },
            state -> "state at " + state.traffic().at().getEpochSecond(),
            history -> history.size() + " before",
            time);

    @Test
    void nothingIsReadWhileNobodyLooks() {
        int before = readings;

        seconds(60);

        assertThat(readings).isEqualTo(before);
        assertThat(states).isZero();
        assertThat(time.getScheduledTaskCount()).isZero();
    }

    @Test
    void whoLooksIsToldEachSecond() {
        List<Event> told = new ArrayList<>();
        Disposable page = live.events().subscribe(told::add);

        seconds(3);
        page.dispose();

        assertThat(told)
                .containsExactly(
                        new Event("greeting", "0 before"),
                        new Event("state", "state at 1"),
                        new Event("state", "state at 2"),
                        new Event("state", "state at 3"));
    }

    @Test
    void howManyLookCostsNothing() {
        Disposable.Composite pages = Disposables.composite();
        List<Event> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pages.add(live.events().subscribe(told::add));
        }

        seconds(5);
        pages.dispose();

        assertThat(states).isEqualTo(5);
        assertThat(told).hasSize(100 + 500);
    }

    @Test
    void itGoesOnForAWhileWhenThePageIsLoadedAgain() {
        live.events().take(Duration.ofSeconds(5), time).subscribe();
        seconds(14);
        List<Event> again = new ArrayList<>();

        live.events().subscribe(again::add).dispose();

        assertThat(again).containsExactly(new Event("greeting", "14 before"));
    }

    @Test
    void itEndsWhenTheLastHasLeft() {
        live.events().subscribe().dispose();
        seconds(11);
        int before = states;

        seconds(60);

        assertThat(states).isEqualTo(before);
        List<Event> later = new ArrayList<>();
        live.events().subscribe(later::add).dispose();
        assertThat(later).containsExactly(new Event("greeting", "0 before"));
    }

    @Test
    void fiveMinutesAreRemembered() {
        Disposable page = live.events().subscribe();
        seconds(1000);
        List<Event> told = new ArrayList<>();

        live.events().subscribe(told::add);
        page.dispose();

        assertThat(told).containsExactly(new Event("greeting", "300 before"));
    }

    @Test
    void whoIsTooSlowMissesEventsAndHoldsUpNobody() {
        List<Event> slow = new ArrayList<>();
        BaseSubscriber<Event> reader = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(2);
            }

            @Override
            protected void hookOnNext(Event event) {
                slow.add(event);
            }
        };
        List<Event> quick = new ArrayList<>();
        live.events().subscribe(reader);
        live.events().subscribe(quick::add);
        seconds(100);

        reader.request(1);

        assertThat(quick).hasSize(1 + 100);
        assertThat(slow)
                .containsExactly(
                        new Event("greeting", "0 before"),
                        new Event("state", "state at 1"),
                        new Event("state", "state at 100"));
        reader.cancel();
    }

    @Test
    void aStopEndsEveryStream() {
        List<String> ends = new ArrayList<>();
        Flux.range(0, 3)
                .subscribe(
                        i -> live.events().doOnComplete(() -> ends.add("end")).subscribe());
        seconds(2);

        live.close();

        assertThat(ends).hasSize(3);
        assertThat(live.events().collectList().block(Duration.ofSeconds(5))).isNotNull();
    }

    private void seconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.advanceTimeBy(Duration.ofSeconds(1));
        }
    }
}
