package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.server.MockServerWebExchange;

class KnownFailureTest {

    @Test
    void aFailureThatIsKnownAtOnceIsTheRequestsToo() {
        Gate gate = new Gate().with(key -> CompletableFuture.failedFuture(new IllegalStateException("away")));
        CompletableFuture<@Nullable Void> request = gate.passing(
                        MockServerWebExchange.from(Gate.get("/?client_id=ann")))
                .toFuture();

        assertThat(request)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
