package dev.sluice.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gateway.completion.Completion;
import dev.sluice.gateway.completion.Ending;
import dev.sluice.gateway.console.Traffic.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class TrafficMeterTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private Totals counts = new Totals(1000, 100, 10);
    private long nanos = 1;
    private final Latencies latencies = new Latencies();
    private final TrafficMeter meter = new TrafficMeter(() -> counts, latencies, () -> nanos, () -> NOW);

    @Test
    void aRateIsWhatWasCountedByTheTimeThatItTook() {
        meter.begin();
        counts = new Totals(1300, 130, 13);
        pass(Duration.ofMillis(1500));

        Traffic traffic = meter.read();

        assertThat(traffic).isEqualTo(new Traffic(NOW, 200, 20, 2, null, null, counts));
    }

    @Test
    void eachReadingIsAboutTheTimeSinceTheOneBefore() {
        meter.begin();
        counts = new Totals(1300, 130, 13);
        pass(Duration.ofSeconds(1));
        meter.read();
        pass(Duration.ofSeconds(1));

        Traffic traffic = meter.read();

        assertThat(traffic.requests()).isZero();
        assertThat(traffic.totals()).isEqualTo(counts);
    }

    @Test
    void whatWasBeforeAnybodyLookedIsNoRate() {
        counts = new Totals(1_000_000, 0, 0);
        took(Duration.ofMillis(500));
        pass(Duration.ofHours(1));

        meter.begin();
        pass(Duration.ofSeconds(1));

        assertThat(meter.read()).isEqualTo(new Traffic(NOW, 0, 0, 0, null, null, counts));
    }

    @Test
    void percentilesAreRightToAHundredth() {
        meter.begin();
        IntStream.rangeClosed(1, 1000).forEach(i -> took(Duration.ofMillis(i)));
        pass(Duration.ofSeconds(1));

        Traffic traffic = meter.read();

        assertThat(traffic.p50()).isEqualTo(500, within(5.0));
        assertThat(traffic.p99()).isEqualTo(990, within(9.9));
    }

    @Test
    void whatTakesLongerThanAnHourIsAnHour() {
        meter.begin();
        took(Duration.ofDays(3));
        pass(Duration.ofSeconds(1));

        assertThat(meter.read().p50()).isEqualTo((double) Duration.ofHours(1).toMillis(), within(36_000.0));
    }

    @Test
    void nothingIsRecordedWhenNobodyLooksAnyMore() {
        meter.begin();
        meter.end();

        took(Duration.ofMillis(7));

        assertThat(latencies.take().getTotalCount()).isZero();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void took(Duration time) {
        latencies.completed(new Completion(
                MockServerWebExchange.from(MockServerHttpRequest.get("/")),
                Ending.ANSWERED,
                OptionalInt.of(200),
                time.toNanos()));
    }
}
