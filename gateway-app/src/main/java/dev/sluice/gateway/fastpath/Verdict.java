package dev.sluice.gateway.fastpath;

import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Whether a route wants a request: its predicate's answer, now or later; none is a no. */
final class Verdict implements CoreSubscriber<Boolean> {

    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final Context context;

    private Verdict(Context context) {
        this.context = context;
    }

    /** Asks. */
    static Verdict of(Publisher<Boolean> predicate, Context context) {
        Verdict verdict = new Verdict(context);
        predicate.subscribe(verdict);
        return verdict;
    }

    /** Whether it is no failure, and nobody has to wait for it. */
    boolean isKnown() {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    /** Once it is known. */
    boolean isTrue() {
        return answer.join();
    }

    Mono<Boolean> whenKnown() {
        return Mono.fromFuture(answer);
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Boolean wanted) {
        answer.complete(wanted);
    }

    @Override
    public void onError(Throwable cause) {
        answer.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        answer.complete(false);
    }
}
