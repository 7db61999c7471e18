package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundRobinIT {

    @Test
    void tenRequestsGoFiveAndFiveToTwoBackendsInTurn() {
        try (Backend a = Backend.saying("a");
                Backend b = Backend.saying("b");
                Gateway gateway = Gateway.with(Gateway.service("backends", List.of(a.uri(), b.uri())))) {
            List<String> answers = IntStream.range(0, 10)
                    .mapToObj(i -> gateway.get("/").body())
                    .toList();

            assertThat(answers).containsExactly("a", "b", "a", "b", "a", "b", "a", "b", "a", "b");
        }
    }

    @Test
    void fourHundredRequestsAtOnceGoAHundredToEachOfFourBackends() {
        List<Backend> backends =
                Stream.generate(() -> Backend.saying("ok")).limit(4).toList();
        try (Gateway gateway = Gateway.with(Gateway.service(
                "backends",
                backends.stream().map(Backend::uri).toList(),
                "sluice.token-bucket.default-limit.capacity=1000000"))) {
            assertThat(gateway.statusesOf(400, "/")).hasSize(400).containsOnly(200);

            assertThat(backends).extracting(Backend::requests).containsOnly(100);
        } finally {
            backends.forEach(Backend::close);
        }
    }
}
