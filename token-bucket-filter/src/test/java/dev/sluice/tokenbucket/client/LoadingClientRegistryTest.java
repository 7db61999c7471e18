package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class LoadingClientRegistryTest {

    private static final Client ANN = client("ann", 1);
    private static final ClientKey BOB = ClientKey.ofClientId("bob");
    private static final Duration JUST_AFTER = Duration.ofMillis(1);
    private static final Duration JUST_BEFORE = Duration.ofMillis(1);

    private final AtomicLong nanos = new AtomicLong();
    private final Questions questions = new Questions();
    private final LoadingClientRegistry registry = new LoadingClientRegistry(questions, 1000, nanos::get);

    @Test
    void aClientIsReadOnce() {
        CompletableFuture<Optional<Client>> first = registry.find(ANN.key());
        assertThat(first).isNotDone();
        questions.answer(ANN);

        assertThat(first).isCompletedWithValue(Optional.of(ANN));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
        advance(Duration.ofDays(1));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
        assertThat(questions.asked()).containsExactly(List.of(ANN.key()));
    }

    @Test
    void whoAsksMeanwhileSharesTheReading() {
        CompletableFuture<Optional<Client>> first = registry.find(ANN.key());
        CompletableFuture<Optional<Client>> second = registry.find(ANN.key());
        questions.answer(ANN);

        assertThat(first).isCompletedWithValue(Optional.of(ANN));
        assertThat(second).isCompletedWithValue(Optional.of(ANN));
        assertThat(questions.asked()).hasSize(1);
    }

    @Test
    void thatAKeyHasNoClientIsBelievedForAWhileAndThenAskedAnewBehindTheRequest() {
        findAbsent(ANN.key());

        advance(Absences.BELIEVED.minus(JUST_BEFORE));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        assertThat(questions.asked()).hasSize(1);
        advance(JUST_BEFORE.plus(JUST_AFTER));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        assertThat(questions.asked()).hasSize(2);
        questions.answer(ANN);

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
    }

    @Test
    void aKeyThatIsAbsentStillIsBelievedForAsLongAgain() {
        findAbsent(BOB);
        for (int times = 2; times < 20; times++) {
            advance(Absences.BELIEVED.plus(JUST_AFTER));
            assertThat(registry.find(BOB)).isCompletedWithValue(Optional.empty());
            questions.answer();
            assertThat(registry.find(BOB)).isCompletedWithValue(Optional.empty());
            assertThat(questions.asked()).hasSize(times);
        }
    }

    @Test
    void thatAKeyHasNoClientIsForgottenIfNobodyComesWithIt() {
        findAbsent(BOB);

        advance(Absences.HELD);

        assertThat(registry.find(BOB)).isNotDone();
    }

    @Test
    void whileTheRepositoryIsAwayAnAbsenceIsBelieved() {
        findAbsent(BOB);
        advance(Absences.BELIEVED.plus(JUST_AFTER));
        assertThat(registry.find(BOB)).isCompletedWithValue(Optional.empty());
        questions.fail();

        assertThat(registry.find(BOB)).isCompletedWithValue(Optional.empty());
        assertThat(registry.holds(BOB)).isTrue();
    }

    @Test
    void anAbsenceAskedAnewUndoesNoChange() {
        Client changed = client("ann", 2);
        findAbsent(ANN.key());
        advance(Absences.BELIEVED.plus(JUST_AFTER));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        registry.publish(changed);
        questions.answer(ANN);

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(changed));
    }

    @Test
    void anAbsenceAskedAnewUndoesNoDeletion() {
        findAbsent(ANN.key());
        advance(Absences.BELIEVED.plus(JUST_AFTER));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        registry.withdraw(ANN);
        questions.answer(ANN);

        assertThat(registry.find(ANN.key())).isNotDone();
        questions.answer();
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
    }

    @Test
    void keysWithoutAClientTakeNoClientsPlace() {
        registry.publish(ANN);
        for (int i = 0; i < 5000; i++) {
            assertThat(registry.find(ClientKey.ofClientId("nobody-" + i))).isNotDone();
            questions.answer();
        }

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
    }

    @Test
    void thatAKeyHasNoClientIsBehindOneThatWasMade() {
        assertThat(registry.find(ANN.key())).isNotDone();
        questions.answer();

        assertThat(registry.holds(ANN.key())).isTrue();
        assertThat(registry.isBehind(ANN)).isTrue();
        assertThat(registry.held()).isEmpty();
        assertThat(registry.holds(ANN.key())).isFalse();
        assertThat(registry.isBehind(ANN)).isFalse();
    }

    @Test
    void whatCannotBeAnIdIsNotAskedFor() {
        assertThat(registry.find(new ClientKey.Identifier("a\nb"))).isCompletedWithValue(Optional.empty());
        assertThat(registry.find(new ClientKey.Identifier("x".repeat(256)))).isCompletedWithValue(Optional.empty());
        assertThat(questions.asked()).isEmpty();
    }

    @Test
    void whileAStatementIsUnderWayQuestionsGather() {
        assertThat(registry.find(ANN.key())).isNotDone();
        List<ClientKey> keys = IntStream.range(0, 2500)
                .mapToObj(i -> ClientKey.ofClientId("client-" + i))
                .toList();
        List<CompletableFuture<Optional<Client>>> answers =
                keys.stream().map(registry::find).toList();
        assertThat(questions.asked()).hasSize(1);

        questions.answer();
        questions.answer();
        questions.answer();
        questions.answer();

        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(questions.asked().subList(1, 4)).extracting(Collection::size).containsExactly(1000, 1000, 500);
    }

    @Test
    void aNewClientIsSeenAtOnceAlthoughItWasFoundAbsent() {
        assertThat(registry.find(ANN.key())).isNotDone();
        questions.answer();
        registry.publish(ANN);

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
    }

    @Test
    void aReadingThatBeganBeforeAChangeDoesNotUndoIt() {
        Client changed = client("ann", 2);
        CompletableFuture<Optional<Client>> early = registry.find(ANN.key());
        registry.publish(changed);
        questions.answer(ANN);

        assertThat(early).isCompletedWithValue(Optional.of(ANN));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(changed));
    }

    @Test
    void aReadingThatBeganBeforeADeletionDoesNotUndoIt() {
        assertThat(registry.find(ANN.key())).isNotDone();
        registry.withdraw(ANN);
        questions.answer(ANN);

        assertThat(registry.find(ANN.key())).isNotDone();
        questions.answer();
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
    }

    @Test
    void ofTwoChangesTheNewerStaysInWhateverOrderTheyCome() {
        registry.publish(client("ann", 3));
        registry.publish(client("ann", 2));

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(client("ann", 3)));
    }

    @Test
    void theDeletionOfAnOlderClientLeavesTheNewOne() {
        registry.publish(client("ann", 3));
        registry.withdraw(client("ann", 2));

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(client("ann", 3)));
    }

    @Test
    void aDeletedClientIsGoneAtOnce() {
        registry.publish(ANN);
        registry.withdraw(ANN);
        assertThat(registry.find(ANN.key())).isNotDone();
        questions.answer();

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
    }

    @Test
    void newsOfADeletedClientThatCameTooLateAreNone() {
        registry.withdraw(client("ann", 2));
        registry.publish(client("ann", 2));

        CompletableFuture<Optional<Client>> found = registry.find(ANN.key());
        questions.answer();
        assertThat(found).isCompletedWithValue(Optional.empty());

        Client another = client("ann", 3);
        registry.publish(another);
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(another));
    }

    @Test
    void whoWasDeletedIsNotRememberedForEver() {
        registry.withdraw(ANN);
        advance(LoadingClientRegistry.LONGEST_NEWS.plus(JUST_AFTER));
        registry.publish(ANN);

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
    }

    @Test
    void whileTheRepositoryIsAwayWhatIsKnownIsKnownAndTheRestIsNot() {
        registry.publish(ANN);
        CompletableFuture<Optional<Client>> first = registry.find(BOB);
        CompletableFuture<Optional<Client>> waiting = registry.find(ClientKey.ofClientId("eve"));
        questions.fail();

        assertThat(first).isCompletedWithValue(Optional.empty());
        assertThat(waiting).isCompletedWithValue(Optional.empty());
        assertThat(registry.find(BOB)).isCompletedWithValue(Optional.empty());
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
        assertThat(questions.asked()).hasSize(1);
    }

    @Test
    void aRepositoryThatFailedIsAskedAgainAfterAPauseAndNobodyWaitsUntilItAnswers() {
        assertThat(registry.find(ANN.key())).isNotDone();
        questions.fail();

        advance(ClientLookups.PAUSE.minus(JUST_BEFORE));
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        advance(JUST_BEFORE);
        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.empty());
        assertThat(registry.find(BOB)).isCompletedWithValue(Optional.empty());
        assertThat(questions.asked()).hasSize(2);
        questions.answer(ANN);

        CompletableFuture<Optional<Client>> later = registry.find(ANN.key());
        questions.answer(ANN);
        assertThat(later).isCompletedWithValue(Optional.of(ANN));
    }

    @Test
    void aChangeWhileTheRepositoryFailsStays() {
        assertThat(registry.find(ANN.key())).isNotDone();
        registry.publish(ANN);
        questions.fail();

        assertThat(registry.find(ANN.key())).isCompletedWithValue(Optional.of(ANN));
    }

    private void findAbsent(ClientKey key) {
        assertThat(registry.find(key)).isNotDone();
        questions.answer();
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    private static Client client(String id, long version) {
        Limit limit = Limit.of(10, 1);
        return Client.of(id, limit, 1, version, Fill.full(limit));
    }

    /** A repository that answers when it is told to. */
    private static final class Questions extends PartialRepository {

        private final List<Collection<ClientKey>> asked = new ArrayList<>();
        private Sinks.Many<Client> answer = Sinks.many().unicast().onBackpressureBuffer();

        @Override
        public Flux<Client> findAll(Collection<ClientKey> keys) {
            asked.add(keys);
            answer = Sinks.many().unicast().onBackpressureBuffer();
            return answer.asFlux();
        }

        List<Collection<ClientKey>> asked() {
            return asked;
        }

        void answer(Client... clients) {
            Sinks.Many<Client> current = answer;
            List.of(clients).forEach(client -> current.emitNext(client, Sinks.EmitFailureHandler.FAIL_FAST));
            current.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
        }

        void fail() {
            answer.emitError(new RepositoryUnavailableException("away"), Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
