package dev.sluice.gateway.fastpath;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.context.Context;

/**
 * A body that goes on after its first piece, for a server that asks for one piece after the other.
 *
 * <p>The first piece was there before anybody asked, so its hand-over and the end of the body can meet; all other pieces are asked
 * for before they come.
 */
final class PieceStream extends Flux<ByteBuf> implements Subscription {

    private final Subscription backend;
    private CoreSubscriber<? super ByteBuf> server = Operators.emptySubscriber();
    private @Nullable ByteBuf first;
    private @Nullable Sending sending;
    private boolean handedOver;
    private boolean ended;
    private @Nullable Throwable failure;

    PieceStream(ByteBuf first, Subscription backend) {
        this.first = first;
        this.backend = backend;
    }

    /** Has this sent, and the subscriber told when that is done. */
    void sendBy(HttpServerResponse response, CoreSubscriber<? super Void> subscriber) {
        Sending begun = new Sending(subscriber, this);
        sending = begun;
        response.send(this).then().subscribe(begun);
    }

    void cancelSending() {
        Sending begun = sending;
        if (begun != null) {
            begun.subscription.cancel();
        }
        release(take());
    }

    /** One more piece, which was asked for. */
    void next(ByteBuf piece) {
        server.onNext(piece);
    }

    /** No more pieces, for this reason if it is none. */
    void end(@Nullable Throwable cause) {
        boolean now;
        synchronized (this) {
            ended = true;
            failure = cause;
            now = handedOver;
        }
        if (now) {
            tellEnd();
        }
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuf> subscriber) {
        server = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        ByteBuf piece = take();
        if (piece == null) {
            backend.request(n);
            return;
        }
        server.onNext(piece);
        boolean over;
        synchronized (this) {
            handedOver = true;
            over = ended;
        }
        if (over) {
            tellEnd();
        } else if (n > 1) {
            backend.request(n == Long.MAX_VALUE ? n : n - 1);
        }
    }

    @Override
    public void cancel() {
        backend.cancel();
        release(take());
    }

    private void tellEnd() {
        Throwable cause = failure;
        if (cause == null) {
            server.onComplete();
        } else {
            server.onError(cause);
        }
    }

    private synchronized @Nullable ByteBuf take() {
        ByteBuf piece = first;
        first = null;
        return piece;
    }

    private static void release(@Nullable ByteBuf piece) {
        if (piece != null) {
            piece.release();
        }
    }

    /** Tells the subscriber when all is written. */
    private static final class Sending implements CoreSubscriber<Void> {

        private final CoreSubscriber<? super Void> subscriber;
        private final PieceStream pieces;
        private Subscription subscription = Operators.emptySubscription();

        Sending(CoreSubscriber<? super Void> subscriber, PieceStream pieces) {
            this.subscriber = subscriber;
            this.pieces = pieces;
        }

        @Override
        public Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        public void onSubscribe(Subscription to) {
            subscription = to;
            to.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Void nothing) {}

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }

        /** Where the client has gone, the server has not even asked for the first piece. */
        @Override
        public void onError(Throwable cause) {
            pieces.cancel();
            subscriber.onError(cause);
        }
    }
}
