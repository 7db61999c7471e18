package dev.sluice.gateway.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class LastConnectionsTest {

    private static final int HELD_UP_SECONDS = 10;

    private final LastConnections connections = new LastConnections(new LastAnswers());

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
        DisposableServer server =
                connections.apply(HttpServer.create().host("127.0.0.1").port(0)).bindNow();
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
        HttpServer any = connections.apply(HttpServer.create().host("127.0.0.1").port(0));
        DisposableServer own = any.bindNow();
        DisposableServer later = any.bindNow();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        connections.stop(() -> stopped.complete(null));
        stopped.get(HELD_UP_SECONDS, TimeUnit.SECONDS);

        assertThat(own.isDisposed()).isTrue();
        assertThat(later.isDisposed()).isFalse();
        later.disposeNow();
    }
}
