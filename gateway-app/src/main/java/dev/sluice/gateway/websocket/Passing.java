package dev.sluice.gateway.websocket;

import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Passes what one side says to the other: what has come while the last of it was written is written at once.
 *
 * <p>No more than that is asked for. Left to itself, a socket asks for 128 messages, of whatever size, for a side that may take none: megabytes
 * for each socket, which the whole gateway lacks then.
 */
final class Passing extends BaseSubscriber<WebSocketMessage> {

    /** So much may wait while as much is written, and a message. */
    private static final int MOST_BYTES = 65_536;

    private final WebSocketSession to;
    private final MonoSink<Void> end;
    private List<WebSocketMessage> waiting = new ArrayList<>();
    private int bytes;
    private boolean asked;
    private boolean writing;
    private boolean over;

    private Passing(WebSocketSession to, MonoSink<Void> end) {
        this.to = to;
        this.end = end;
    }

    /** Completes when one side says no more and the other has all of it, or takes no more. */
    static Mono<Void> of(WebSocketSession from, WebSocketSession to) {
        return Mono.create(end -> {
            Passing passing = new Passing(to, end);
            end.onCancel(passing);
            from.receive().subscribe(passing);
        });
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        goOn();
    }

    @Override
    protected void hookOnNext(WebSocketMessage message) {
        synchronized (this) {
            if (over) {
                return;
            }
            asked = false;
            waiting.add(message.retain());
            bytes += message.getPayload().readableByteCount();
        }
        goOn();
    }

    @Override
    protected void hookOnComplete() {
        ended();
    }

    @Override
    protected void hookOnError(Throwable broken) {
        ended();
    }

    @Override
    protected synchronized void hookOnCancel() {
        over = true;
        waiting.forEach(WebSocketMessage::release);
        waiting.clear();
    }

    private synchronized void ended() {
        over = true;
        goOn();
    }

    private synchronized void goOn() {
        if (!writing && !waiting.isEmpty()) {
            write();
        }
        if (!over && !asked && bytes < MOST_BYTES) {
            asked = true;
            request(1);
        } else if (over && !writing) {
            end.success();
        }
    }

    private void write() {
        List<WebSocketMessage> all = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        writing = true;
        var unused = to.send(Flux.fromIterable(all).doOnDiscard(WebSocketMessage.class, WebSocketMessage::release))
                .subscribe(nothing -> {}, this::broken, this::written);
    }

    private synchronized void written() {
        writing = false;
        goOn();
    }

    private void broken(Throwable failure) {
        cancel();
        end.success();
    }
}
