package dev.sluice.gateway.fastpath;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.util.context.Context;

/** Completes when the head of an answer has come, or fails with 504 when the backend takes too long over it. */
final class HeadOfAnswer extends Mono<Void> {

    private final Flux<?> answer;
    private final Upload upload;
    private final Duration timeout;
    private final EventLoop loop;

    /**
     * The head of this answer.
     *
     * @param upload how far its request has gone
     * @param loop that of the client's connection: it keeps the time, and asks for a connection to the backend, which so becomes one of
     *     its own, also where a filter has waited for something on another thread
     */
    HeadOfAnswer(Flux<?> answer, Upload upload, Duration timeout, EventLoop loop) {
        this.answer = answer;
        this.upload = upload;
        this.timeout = timeout;
        this.loop = loop;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> subscriber) {
        Waiting waiting = new Waiting(subscriber, upload, timeout, loop);
        if (loop.inEventLoop()) {
            answer.subscribe(waiting);
        } else {
            onTheLoop(waiting);
        }
    }

    private void onTheLoop(Waiting waiting) {
        try {
            loop.execute(() -> answer.subscribe(waiting));
        } catch (RejectedExecutionException stopped) {
            Operators.error(waiting.subscriber, stopped);
        }
    }

    private static final class Waiting implements CoreSubscriber<Object>, Subscription, Runnable {

        private final CoreSubscriber<? super Void> subscriber;

        /** Found once: each operator of the answer asks for it, and it is far away. */
        private final Context context;

        private final Upload upload;
        private final Duration timeout;
        private final AtomicBoolean over = new AtomicBoolean();
        private final EventLoop loop;
        private @Nullable Subscription answer;
        private @Nullable Future<?> timer;

        Waiting(CoreSubscriber<? super Void> subscriber, Upload upload, Duration timeout, EventLoop loop) {
            this.subscriber = subscriber;
            this.context = subscriber.currentContext();
            this.upload = upload;
            this.timeout = timeout;
            this.loop = loop;
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            answer = subscription;
            look(timeout.toNanos());
            subscriber.onSubscribe(this);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object head) {}

        @Override
        public void onComplete() {
            if (end()) {
                subscriber.onComplete();
            }
        }

        @Override
        public void onError(Throwable cause) {
            if (end()) {
                subscriber.onError(cause instanceof TimeoutException ? timeout(cause) : cause);
            }
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            if (end() && answer != null) {
                answer.cancel();
            }
        }

        private void look(long inNanos) {
            timer = loop.schedule(this, inNanos, TimeUnit.NANOSECONDS);
        }

        /** When the time is over, unless something of the request was sent meanwhile. */
        @Override
        public void run() {
            long left = upload.leftNanos(timeout.toNanos());
            if (left > 0 && !over.get()) {
                look(left);
            } else if (end()) {
                if (answer != null) {
                    answer.cancel();
                }
                subscriber.onError(timeout(
                        upload.hasBegun()
                                ? new org.springframework.cloud.gateway.support.TimeoutException(
                                        "Response took longer than timeout: " + timeout)
                                : new PoolAcquireTimeoutException(timeout)));
            }
        }

        /** Also where the wait was for a connection. */
        private static ResponseStatusException timeout(Throwable cause) {
            return new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, cause.getMessage(), cause);
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first && timer != null) {
                timer.cancel(false);
            }
            return first;
        }
    }
}
