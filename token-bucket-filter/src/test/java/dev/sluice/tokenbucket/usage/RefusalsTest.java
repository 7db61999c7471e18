package dev.sluice.tokenbucket.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientKey.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Client CLIENT = Client.of("user1", Limit.of(1, 1));

    private long nanos;
    private final Refusals refusals = new Refusals(() -> nanos, () -> START.plusNanos(nanos), 4);

    @Test
    void nobodyIsRefusedAtFirst() {
        assertThat(refusals.top()).isEqualTo(new TopRefusals(START.minus(Duration.ofMinutes(4)), 0, List.of()));
    }

    @Test
    void clientsAreToldByTheirIdsAndOthersByWhatTheLogShows() {
        ClientKey stranger = new Identifier("a secret");
        ClientKey address = ClientKey.ofClientId("192.0.2.1");
        times(3, () -> refusals.count(CLIENT));
        times(2, () -> refusals.count(stranger));
        times(1, () -> refusals.count(address));

        TopRefusals top = refusals.top();

        assertThat(top.refusals()).isEqualTo(6);
        assertThat(top.keys())
                .containsExactly(
                        new TopRefusals.Key("user1", CLIENT.key().toString(), 3, 0),
                        new TopRefusals.Key(null, stranger.toString(), 2, 0),
                        new TopRefusals.Key(null, "192.0.2.1", 1, 0));
        assertThat(top.toString()).doesNotContain("secret");
    }

    @Test
    void whatIsFiveMinutesOldIsForgottenMinuteByMinute() {
        for (int minute = 0; minute < 5; minute++) {
            times(minute + 1, () -> refusals.count(CLIENT));
            pass(Duration.ofMinutes(1));
        }

        List<Long> left = new ArrayList<>();
        for (int minute = 0; minute < 6; minute++) {
            left.add(refusals.top().refusals());
            pass(Duration.ofMinutes(1));
        }

        assertThat(left).containsExactly(14L, 12L, 9L, 5L, 0L, 0L);
        assertThat(refusals.top().keys()).isEmpty();
    }

    @Test
    void sinceIsTheBeginningOfTheOldestMinute() {
        pass(Duration.ofMinutes(10).plusSeconds(17));

        assertThat(refusals.top().since()).isEqualTo(START.plus(Duration.ofMinutes(6)));
    }

    @Test
    void noMoreThanTwentyAreToldMostFirst() {
        IntStream.rangeClosed(1, 100).forEach(i -> times(i, () -> refusals.count(client("user" + i))));

        List<TopRefusals.Key> keys = refusals.top().keys();

        assertThat(keys).hasSize(20).allMatch(key -> key.error() == 0);
        assertThat(keys)
                .extracting(TopRefusals.Key::refusals)
                .containsExactlyElementsOf(IntStream.iterate(100, i -> i - 1)
                        .limit(20)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void whoIsRefusedMostIsFoundInAFlood() {
        for (int i = 0; i < 100_000; i++) {
            refusals.count(new Identifier("flood" + i));
            if (i % 20 == 0) {
                refusals.count(CLIENT);
            }
        }

        TopRefusals.Key first = refusals.top().keys().get(0);

        assertThat(first.clientId()).isEqualTo("user1");
        assertThat(5_000L).isBetween(first.refusals() - first.error(), first.refusals());
    }

    @Test
    void nothingIsLostHoweverManyCountAtOnce() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> times(50_000, () -> refusals.count(CLIENT))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(refusals.top().keys())
                .containsExactly(new TopRefusals.Key("user1", CLIENT.key().toString(), 400_000, 0));
    }

    private static Client client(String id) {
        return Client.of(id, Limit.of(1, 1));
    }

    private static void times(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
