package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.http.SentAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.context.Context;

/**
 * Takes the pieces of one body from the backend, and decides with the first how they go on: all in one, or as a {@link PieceStream}.
 *
 * <p>What is all in one goes on when the backend's answer is known to be over. With it the client's request is over as well, and if some of
 * its body was still to come, it never will: the connection to the backend must have been given up by then, not take another request.
 *
 * <p>Called by one thread at a time, that of the backend's connection; only a cancel may come from elsewhere.
 */
final class BodyRelay implements CoreSubscriber<ByteBuf>, Subscription {

    private final LeanResponse response;
    private final CoreSubscriber<? super Void> subscriber;
    /** What the client's connection has not taken yet. */
    private final AtomicReference<@Nullable ByteBuf> whole = new AtomicReference<>();

    private Subscription backend = Operators.emptySubscription();
    private volatile @Nullable PieceStream stream;
    private volatile boolean cancelled;

    BodyRelay(LeanResponse response, CoreSubscriber<? super Void> subscriber) {
        this.response = response;
        this.subscriber = subscriber;
    }

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        backend = subscription;
        subscriber.onSubscribe(this);
        subscription.request(1);
    }

    @Override
    public void onNext(ByteBuf piece) {
        PieceStream begun = stream;
        if (begun != null) {
            begun.next(piece.retain());
        } else if (isWhole(piece)) {
            keep(piece.retain());
        } else {
            PieceStream pieces = new PieceStream(piece.retain(), backend);
            stream = pieces;
            pieces.sendBy(response.commit(), subscriber);
            if (cancelled) {
                pieces.cancelSending();
            }
        }
    }

    @Override
    public void onComplete() {
        PieceStream begun = stream;
        if (begun != null) {
            begun.end(null);
        } else if (whole.get() != null) {
            sendWhole();
        } else if (!cancelled) {
            response.commit();
            subscriber.onComplete();
        }
    }

    @Override
    public void onError(Throwable cause) {
        PieceStream begun = stream;
        if (begun != null) {
            begun.end(cause);
        } else {
            release();
            subscriber.onError(cause);
        }
    }

    /** There are no elements to ask for, only the end. */
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        cancelled = true;
        backend.cancel();
        release();
        PieceStream begun = stream;
        if (begun != null) {
            begun.cancelSending();
        }
    }

    private boolean isWhole(ByteBuf piece) {
        return response.server()
                .responseHeaders()
                .contains(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(piece.readableBytes()), false);
    }

    private void keep(ByteBuf body) {
        whole.set(body);
        if (cancelled) {
            release();
        }
        backend.request(Long.MAX_VALUE);
    }

    /** Where the client has gone, the server does not take the body. */
    private void sendWhole() {
        HttpServerResponse server = response.commit();
        CompletableFuture<Boolean> sent = SentAnswer.of(((Connection) server).channel());
        server.send(Mono.fromSupplier(() -> whole.getAndSet(null)))
                .then()
                .then(Mono.fromFuture(sent, true))
                .doFinally(signal -> release())
                .subscribe(all -> {}, subscriber::onError, subscriber::onComplete);
    }

    private void release() {
        ReferenceCountUtil.release(whole.getAndSet(null));
    }
}
