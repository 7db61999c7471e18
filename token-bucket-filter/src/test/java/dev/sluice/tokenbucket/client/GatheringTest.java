package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GatheringTest {

    private final List<List<Integer>> statements = new ArrayList<>();
    private final List<Sinks.One<List<Integer>>> running = new ArrayList<>();
    private final Gathering<Integer, Integer> doubling = new Gathering<>(this::run);

    @Test
    void whoAsksAloneDoesNotWaitForCompany() {
        CompletableFuture<Integer> answer = doubling.ask(1);

        assertThat(statements).containsExactly(List.of(1));
        answer(0);
        assertThat(answer).isCompletedWithValue(2);
    }

    @Test
    void whoAsksMeanwhileSharesTheNextStatement() {
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 1501).mapToObj(doubling::ask).toList();
        assertThat(statements).hasSize(1);

        answer(0);
        assertThat(statements).hasSize(2);
        answer(1);
        answer(2);
        assertThat(statements).extracting(List::size).containsExactly(1, 1000, 500);
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .startsWith(0, 2, 4)
                .endsWith(3000);
    }

    @Test
    void aFailureIsToldToAllWhoWaitAndEndsWithThem() {
        CompletableFuture<Integer> first = doubling.ask(1);
        CompletableFuture<Integer> waiting = doubling.ask(2);
        running.get(0).emitError(new IllegalStateException("away"), Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(first).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("away");
        assertThat(waiting).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("away");
        CompletableFuture<Integer> later = doubling.ask(3);
        answer(1);
        assertThat(later).isCompletedWithValue(6);
    }

    @Test
    void aStatementThatCannotEvenBeMadeIsAFailure() {
        Gathering<Integer, Integer> broken = new Gathering<>(questions -> {
            throw new IllegalStateException("broken");
        });

        assertThat(broken.ask(1)).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("broken");
        assertThat(broken.ask(2)).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("broken");
    }

    private Mono<List<Integer>> run(List<Integer> questions) {
        Sinks.One<List<Integer>> answer = Sinks.one();
        statements.add(questions);
        running.add(answer);
        return answer.asMono();
    }

    private void answer(int statement) {
        List<Integer> doubled =
                statements.get(statement).stream().map(question -> 2 * question).toList();
        Objects.requireNonNull(running.get(statement)).emitValue(doubled, Sinks.EmitFailureHandler.FAIL_FAST);
    }
}
