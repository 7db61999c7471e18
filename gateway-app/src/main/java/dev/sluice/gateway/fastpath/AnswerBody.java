package dev.sluice.gateway.fastpath;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * The body of an answer on its way from the backend's connection to the client's.
 *
 * <p>The head is held back until the first piece is there, as a body that fails before that is an error of its own. If that piece is
 * the whole body, head and body go out in one; else they are sent as they come, no faster than the client takes them.
 */
final class AnswerBody extends Mono<Void> {

    private final Publisher<ByteBuf> body;
    private final LeanResponse response;

    AnswerBody(Publisher<ByteBuf> body, LeanResponse response) {
        this.body = body;
        this.response = response;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> subscriber) {
        body.subscribe(new BodyRelay(response, subscriber));
    }
}
