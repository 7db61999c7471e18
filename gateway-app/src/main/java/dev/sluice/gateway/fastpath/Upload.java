package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.http.SlowClientHandler;
import io.netty.channel.Channel;
import java.io.IOException;
import reactor.core.publisher.Flux;

/** How far a request has gone to its backend, and who is waited for meanwhile. */
final class Upload {

    private final Channel client;
    private volatile boolean begun;
    private volatile boolean inBody;
    private volatile boolean brokenOff;
    private volatile long movedAt;

    /** Of a request of this client, which has yet to be sent. */
    Upload(Channel client) {
        this.client = client;
        moved();
    }

    /** There is a connection to send it on. */
    void begin() {
        begun = true;
    }

    /** The same body, which is watched as it goes. */
    <T> Flux<T> watched(Flux<T> body) {
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

    /** For how long the backend has been waited for, in nanoseconds: since the last of the request was sent, and not while the client keeps back the rest. */
    long backendAwaitedNanos() {
        return inBody && SlowClientHandler.isWaitingFor(client) ? 0 : now() - movedAt;
    }

    private long now() {
        return client.eventLoop().ticker().nanoTime();
    }
}
