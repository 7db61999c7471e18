package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.http.SentAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
 * <p>Called by one thread at a time, that of the backend's connection; only a cancel may come from elsewhere.
 */
final class BodyRelay implements CoreSubscriber<ByteBuf>, Subscription {

    /** The backend's end, and the client's: a body in one piece is over when both have come. */
    private static final int ENDS = 2;

    private final LeanResponse response;
    private final CoreSubscriber<? super Void> subscriber;
    private final AtomicInteger ends = new AtomicInteger(ENDS);
    private Subscription backend = Operators.emptySubscription();
    private boolean whole;
    private volatile @Nullable PieceStream stream;

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
            sendWhole(piece.retain());
        } else {
            PieceStream pieces = new PieceStream(piece.retain(), backend);
            stream = pieces;
            pieces.sendBy(response.commit(), subscriber);
        }
    }

    @Override
    public void onComplete() {
        PieceStream begun = stream;
        if (begun != null) {
            begun.end(null);
        } else if (whole) {
            end();
        } else {
            response.commit();
            subscriber.onComplete();
        }
    }

    @Override
    public void onError(Throwable cause) {
        PieceStream begun = stream;
        if (begun != null) {
            begun.end(cause);
        } else if (ends.getAndSet(0) > 0) {
            subscriber.onError(cause);
        }
    }

    /** There are no elements to ask for, only the end. */
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        backend.cancel();
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

    /** Where the client has gone, the server does not take the body. */
    private void sendWhole(ByteBuf body) {
        whole = true;
        backend.request(Long.MAX_VALUE);
        HttpServerResponse server = response.commit();
        CompletableFuture<Boolean> sent = SentAnswer.of(((Connection) server).channel());
        AtomicReference<@Nullable ByteBuf> untaken = new AtomicReference<>(body);
        server.send(Mono.fromSupplier(() -> untaken.getAndSet(null)))
                .then()
                .then(Mono.fromFuture(sent, true))
                .doFinally(signal -> ReferenceCountUtil.release(untaken.getAndSet(null)))
                .subscribe(all -> {}, this::onError, this::end);
    }

    private void end() {
        if (ends.decrementAndGet() == 0) {
            subscriber.onComplete();
        }
    }
}
