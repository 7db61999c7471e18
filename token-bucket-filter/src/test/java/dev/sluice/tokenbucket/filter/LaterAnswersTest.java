package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;

/** A registry and a ledger that have to be waited for. */
class LaterAnswersTest {

    private static final Client ANN = Gate.client("ann", 10);

    private final CompletableFuture<Optional<Client>> found = new CompletableFuture<>();
    private final CompletableFuture<Decision> decided = new CompletableFuture<>();
    private final Gate gate = new Gate().with(key -> found).with(new SlowLedger(decided));
    private final MockServerWebExchange exchange = MockServerWebExchange.from(Gate.get("/?client_id=ann"));

    @Test
    void aRequestWaitsForBoth() {
        Disposable request = gate.passing(exchange).subscribe();
        assertThat(gate.passed()).isZero();

        found.complete(Optional.of(ANN));
        assertThat(gate.passed()).isZero();

        decided.complete(decision(1));
        assertThat(gate.passed()).isEqualTo(1);
        assertThat(request.isDisposed()).isTrue();
    }

    @Test
    void aLateRefusalIsARefusal() {
        Disposable request = gate.passing(exchange).subscribe();
        found.complete(Optional.of(ANN));
        decided.complete(decision(11));

        assertThat(gate.passed()).isZero();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(request.isDisposed()).isTrue();
    }

    @Test
    void aClientThatIsLateToBeUnknownIsUnknown() {
        gate.unknown(UnknownClient.DENY);
        Disposable request = gate.passing(exchange).subscribe();
        found.complete(Optional.empty());

        assertThat(gate.passed()).isZero();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(request.isDisposed()).isTrue();
    }

    @Test
    void aCallerWhoHangsUpTakesNobodyElsesAnswerAway() {
        Disposable gone = gate.passing(exchange).subscribe();
        Disposable patient = gate.passing(MockServerWebExchange.from(Gate.get("/?client_id=ann")))
                .subscribe();
        gone.dispose();
        assertThat(found).isNotDone();

        found.complete(Optional.of(ANN));
        decided.complete(decision(1));
        assertThat(gate.passed()).isEqualTo(1);
        assertThat(patient.isDisposed()).isTrue();
    }

    @Test
    void aFailureIsTheRequests() {
        found.complete(Optional.of(ANN));
        CompletableFuture<?> request = gate.passing(exchange).toFuture();
        decided.completeExceptionally(new IllegalStateException("ledger away"));

        assertThat(request)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("ledger away");
        assertThat(gate.passed()).isZero();
    }

    private static Decision decision(long cost) {
        return TokenBucket.full(Limit.of(10, 1)).tryTake(cost, 0);
    }

    private record SlowLedger(CompletableFuture<Decision> decision) implements Ledger {

        @Override
        public CompletableFuture<Decision> take(Client client, long cost) {
            return decision;
        }

        @Override
        public CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost) {
            return decision;
        }

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Level> level(Client client) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> add(Client client, long tokens) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void update(Client client) {}

        @Override
        public void forget(Client client) {}
    }
}
