package dev.sluice.gateway.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class LastConnectionsTest {

    private static final int HELD_UP_SECONDS = 10;

    private final LastConnections connections = new LastConnections(new LastAnswers(), new LifecycleProperties());

    @Test
    void comeBeforeTheServersOwnEndAndAfterTheDelay() {
        assertThat(connections.getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
                .isLessThan(ShutdownDelay.DEFAULT_PHASE);
    }

    @Test
    void withoutAServerThereIsNothingToEnd() {
        connections.start();
        assertThat(connections.isRunning()).isTrue();

        connections.stop();
        assertThat(connections.isRunning()).isFalse();
    }

    @Test
    void aConnectionThatSaysNothingIsClosedAndThePortBeforeIt() throws Exception {
        DisposableServer server = bind();
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            connections.stop(() -> stopped.complete(null));
            stopped.get(HELD_UP_SECONDS, TimeUnit.SECONDS);

            assertThat(server.isDisposed()).isTrue();
            assertThat(silent.getInputStream().read()).isNegative();
        }
    }

    @Test
    void aPortThatIsOpenedLaterIsNotItsOwn() throws Exception {
        DisposableServer own = bind();
        DisposableServer later = bind();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        connections.stop(() -> stopped.complete(null));
        stopped.get(HELD_UP_SECONDS, TimeUnit.SECONDS);

        assertThat(own.isDisposed()).isTrue();
        assertThat(later.isDisposed()).isFalse();
        later.disposeNow();
    }

    /** A server is there before everybody who wants to know of it has been told. */
    private DisposableServer bind() throws Exception {
        CompletableFuture<Void> told = new CompletableFuture<>();
        DisposableServer server = connections
                .apply(HttpServer.create().host("127.0.0.1").port(0))
                .doOnBound(bound -> told.complete(null))
                .bindNow();
        told.get(HELD_UP_SECONDS, TimeUnit.SECONDS);
        return server;
    }
}
