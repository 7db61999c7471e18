package dev.sluice.tokenbucket.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Questions to a database, one statement at a time: whoever asks while one is under way shares the next.
 *
 * <p>So a thousand who ask at once cost a few statements, and who asks alone does not wait for company. When a statement
 * fails, all who wait are told at once. (Group commit, as database logs do it: DeWitt et al., 1984.)
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Gathering<Q, A> {

    /** Questions in one statement: enough to keep up with any flood, few enough for a short statement. */
    private static final int MOST = 1000;

    private final Function<List<Q>, Mono<List<A>>> statement;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * A gathering that nobody has joined yet.
     *
     * @param statement answers several questions in their order
     */
    public Gathering(Function<List<Q>, Mono<List<A>>> statement) {
        this.statement = statement;
    }

    /** Asks a question. */
    public CompletableFuture<A> ask(Q question) {
        Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
        waiting.add(asked);
        askNext();
        return asked.answer;
    }

    private void askNext() {
        while (!waiting.isEmpty() && asking.compareAndSet(false, true)) {
            List<Asked<Q, A>> batch = take(MOST);
            if (!batch.isEmpty()) {
                ask(batch);
                return;
            }
            asking.set(false);
        }
    }

    private void ask(List<Asked<Q, A>> batch) {
        var unused = Mono.defer(() ->
                        statement.apply(batch.stream().map(Asked::question).toList()))
                .subscribe(answers -> answered(batch, answers), failure -> failed(batch, failure));
    }

    private void answered(List<Asked<Q, A>> batch, List<A> answers) {
        asking.set(false);
        askNext();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer.complete(answers.get(i));
        }
    }

    private void failed(List<Asked<Q, A>> batch, Throwable failure) {
        List<Asked<Q, A>> others = take(Integer.MAX_VALUE);
        asking.set(false);
        askNext();
        batch.forEach(asked -> asked.answer.completeExceptionally(failure));
        others.forEach(asked -> asked.answer.completeExceptionally(failure));
    }

    private List<Asked<Q, A>> take(int most) {
        List<Asked<Q, A>> batch = new ArrayList<>();
        while (batch.size() < most) {
            Asked<Q, A> asked = waiting.poll();
            if (asked == null) {
                break;
            }
            batch.add(asked);
        }
        return batch;
    }

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}
}
