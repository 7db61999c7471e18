package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.http.SlowClientHandler;
import io.netty.channel.Channel;
import java.io.IOException;
import reactor.core.publisher.Flux;

/** How far a request has gone to its backend, and who is waited for meanwhile. */
final class Upload {

    private final Channel client;
    private volatile boolean begun;
    private volatile boolean hasBody;
    private volatile boolean inBody;
    private volatile boolean brokenOff;
    private volatile long movedAt;

    /** Of a request of this client, which has yet to be sent. */
    Upload(Channel client) {
        this.client = client;
    }

    /** There is a connection to send it on. */
    void begin() {
        begun = true;
    }

    /** The same body, which is watched as it goes. */
    <T> Flux<T> watched(Flux<T> body) {
        moved();
        hasBody = true;
        inBody = true;
        return body.doOnNext(piece -> moved())
                .doOnError(failure -> brokenOff = true)
                .doOnComplete(() -> {
                    inBody = false;
                    moved();
                });
    }

    /**
     * Whether this failure is the backend's, which takes no more of the body. It may have answered before: what comes on the connection says so, or
     * how it ended.
     */
    boolean isRefused(Throwable failure) {
        return failure instanceof IOException && !brokenOff;
    }

    private void moved() {
        movedAt = now();
    }

    /** Whether there is a connection: before, it waits for one of ours, and the backend knows nothing of it. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * How much longer the backend is waited for once so much time is over, in nanoseconds: it has so much from the last of the request on, and does
     * not lose any while the client keeps back the rest.
     */
    long leftNanos(long timeoutNanos) {
        if (!hasBody) {
            return 0;
        }
        return inBody && SlowClientHandler.isWaitingFor(client) ? timeoutNanos : movedAt + timeoutNanos - now();
    }

    private long now() {
        return client.eventLoop().ticker().nanoTime();
    }
}
