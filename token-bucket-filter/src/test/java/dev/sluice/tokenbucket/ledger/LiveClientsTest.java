package dev.sluice.tokenbucket.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.client.PartialRepository;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class LiveClientsTest {

    private static final ClientKey ANN = ClientKey.ofClientId("ann");

    private final Questions questions = new Questions();
    private final LoadingClientRegistry registry = new LoadingClientRegistry(questions, 1000);
    private final LocalLedger ledger = new LocalLedger(Limit.of(1, 1), 1, () -> 0, Instant.EPOCH);
    private final LiveClients live = new LiveClients(registry, ledger);

    @Test
    void aChangeActsOnTheRegistryAndOnTheBucket() {
        Client before = ann(10, 1, 1);
        registry.publish(before);
        assertThat(ledger.take(before, 1).join().admitted()).isTrue();
        Client after = ann(4, 1, 2);
        live.changed(after);

        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.of(after));
        assertThat(ledger.take(before, 5).join().admitted()).isFalse();
        assertThat(ledger.take(before, 4).join().admitted()).isTrue();
    }

    @Test
    void whatIsNotInMemoryTakesNoRoomThere() {
        live.changed(ann(10, 1, 2));

        assertThat(registry.holds(ANN)).isFalse();
        assertThat(ledger.clientBuckets()).isZero();
    }

    @Test
    void newsThatAreNoneOpenNoBucket() {
        registry.publish(ann(10, 1, 1));
        live.changed(ann(10, 1, 1));
        registry.publish(ann(4, 1, 2));
        live.changed(ann(4, 1, 2));

        assertThat(ledger.clientBuckets()).isZero();
    }

    @Test
    void aQuestionThatWasAskedBeforeAChangeDoesNotUndoIt() {
        Client after = ann(4, 1, 2);
        CompletableFuture<Optional<Client>> early = registry.find(ANN);
        live.changed(after);
        questions.answer(ann(10, 1, 1));

        assertThat(early.join()).contains(ann(10, 1, 1));
        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.of(after));
        assertThat(ledger.take(early.join().orElseThrow(), 5).join().admitted()).isFalse();
    }

    @Test
    void aQuestionThatWasAskedBeforeADeletionDoesNotUndoIt() {
        assertThat(registry.find(ANN)).isNotDone();
        live.gone(ann(10, 1, 2));
        questions.answer(ann(10, 1, 1));

        assertThat(registry.find(ANN)).isNotDone();
        questions.answer();
        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aQuestionThatWasAskedBeforeACreationDoesNotUndoIt() {
        assertThat(registry.find(ANN)).isNotDone();
        live.changed(ann(10, 1, 1));
        questions.answer();

        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.of(ann(10, 1, 1)));
    }

    @Test
    void thatThereIsNobodyGivesWayToWhoWasCreated() {
        assertThat(registry.find(ANN)).isNotDone();
        questions.answer();
        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.empty());
        live.changed(ann(10, 1, 1));

        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.of(ann(10, 1, 1)));
    }

    @Test
    void lateNewsOfADeletionLeaveWhoWasCreatedAfterIt() {
        Client again = ann(10, 3, 3);
        registry.publish(again);
        assertThat(ledger.take(again, 6).join().admitted()).isTrue();
        live.gone(ann(10, 1, 2));

        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.of(again));
        assertThat(ledger.take(again, 5).join().admitted()).isFalse();
    }

    @Test
    void whoIsGoneIsAskedForAgain() {
        registry.publish(ann(10, 1, 1));
        live.gone(ann(10, 1, 2));

        assertThat(registry.find(ANN)).isNotDone();
    }

    @Test
    void newsThatComeTwiceChangeNothing() {
        Client before = ann(10, 1, 1);
        Client after = ann(4, 1, 2);
        registry.publish(before);
        live.changed(after);
        assertThat(ledger.take(after, 3).join().admitted()).isTrue();
        live.changed(after);
        live.changed(before);

        assertThat(registry.find(ANN)).isCompletedWithValue(Optional.of(after));
        assertThat(ledger.take(after, 2).join().admitted()).isFalse();
    }

    @Test
    void whatIsToBeReadAgainAreTheClientsAndAllElseIsForgotten() {
        registry.publish(ann(10, 1, 1));
        ClientKey nobody = ClientKey.ofClientId("nobody");
        assertThat(registry.find(nobody)).isNotDone();
        questions.answer();
        ClientKey asked = ClientKey.ofClientId("asked");
        CompletableFuture<Optional<Client>> early = registry.find(asked);

        assertThat(live.held()).containsExactly(ann(10, 1, 1));
        assertThat(registry.holds(nobody)).isFalse();
        questions.answer(Client.of("asked", Limit.of(1, 1)));
        assertThat(early.join()).isPresent();
        assertThat(registry.holds(asked)).isFalse();
    }

    private static Client ann(long capacity, long generation, long version) {
        Limit limit = Limit.of(capacity, 1);
        return Client.of("ann", limit, generation, version, Fill.full(limit));
    }

    /** A repository that answers, question after question, when it is told to. */
    private static final class Questions extends PartialRepository {

        private final Queue<Sinks.Many<Client>> asked = new ArrayDeque<>();

        @Override
        public Flux<Client> findAll(Collection<ClientKey> keys) {
            Sinks.Many<Client> answer = Sinks.many().unicast().onBackpressureBuffer();
            asked.add(answer);
            return answer.asFlux();
        }

        void answer(Client... clients) {
            Sinks.Many<Client> answer = asked.remove();
            for (Client client : clients) {
                answer.emitNext(client, Sinks.EmitFailureHandler.FAIL_FAST);
            }
            answer.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
