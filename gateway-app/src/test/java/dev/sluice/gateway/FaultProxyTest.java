package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String BODY = "the whole answer";

    @AutoClose
    private final Backend backend = Backend.saying(BODY);

    @AutoClose
    private final FaultProxy proxy = FaultProxy.before(backend.uri());

    @Test
    void withoutAFaultConnectionsAreKeptAndEverythingIsCounted() {
        try (RawClient client = connect()) {
            client.send(REQUEST).readUntil(BODY);
            client.send(REQUEST).readUntil(BODY);

            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.requests()).isEqualTo(2);
            assertThat(proxy.bytes()).isEqualTo(2L * REQUEST.length());
            assertThat(proxy.stillOpen()).isEqualTo(1);
        }
        await().until(() -> proxy.stillOpen() == 0);
    }

    @Test
    void aScriptIsPlayedConnectionByConnectionAndThenTheRuleHolds() {
        proxy.next(Fault.saying("one"), Fault.saying("two")).always(Fault.saying("ever"));

        assertThat(answer()).isEqualTo("one");
        assertThat(answer()).isEqualTo("two");
        assertThat(answer()).isEqualTo("ever");
        assertThat(answer()).isEqualTo("ever");
        assertThat(backend.requests()).isZero();
    }

    @Test
    void aPortThatRefusesListensAgainWhereItWas() {
        try (RawClient before = connect()) {
            before.send(REQUEST).readUntil(BODY);
            proxy.refuse();

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(this::connect)
                    .withCauseInstanceOf(ConnectException.class);
            before.send(REQUEST).readUntil(BODY);
            proxy.open();
            before.send(REQUEST).readUntil(BODY);
        }
        try (RawClient after = connect()) {
            after.send(REQUEST).readUntil(BODY);
        }
    }

    @Test
    void aConnectionThatIsClosedEndsAndOneThatIsResetBreaks() {
        proxy.next(Fault.close(), Fault.reset());

        try (RawClient closed = connect()) {
            assertThat(closed.readAll()).isEmpty();
        }
        try (RawClient reset = connect()) {
            assertBreaks(reset);
        }
    }

    @Test
    void anAnswerEndsOrBreaksAfterSoManyBytes() {
        proxy.next(Fault.closeAfter(9), Fault.resetAfter(9));

        assertThat(answer()).isEqualTo("HTTP/1.1 ");
        try (RawClient client = connect()) {
            assertThat(client.send(REQUEST).readUntil("1.1 ")).isEqualTo("HTTP/1.1 ");
            assertBreaks(client);
        }
    }

    @Test
    void anAnswerStallsUntilItIsToldToGoOn() {
        CountDownLatch go = new CountDownLatch(1);
        proxy.next(Fault.stallAfter(9, go));

        try (RawClient client = connect()) {
            client.send(REQUEST).readUntil("HTTP/1.1 ");
            assertSilent(client);
            go.countDown();
            client.readUntil(BODY);
        }
    }

    @Test
    void anAnswerDripsAsItIsPaced() {
        Semaphore pace = new Semaphore(3);
        proxy.next(Fault.drip(3, pace));

        try (RawClient client = connect()) {
            client.send(REQUEST).readUntil("HTTP/1.1 ");
            assertSilent(client);
            pace.release(BODY.length() * 20);
            client.readUntil(BODY);
        }
    }

    @Test
    void aKeptConnectionBreaksWhenItIsUsedAgain() {
        proxy.next(Fault.atNextRequest(Fault.reset()));

        try (RawClient client = connect()) {
            client.send(REQUEST).readUntil(BODY);
            assertSilent(client);
            client.send(REQUEST);
            assertBreaks(client);
        }
        assertThat(proxy.requests()).isEqualTo(1);
    }

    @Test
    void keptConnectionsAreClosedWhenTold() {
        try (RawClient client = connect()) {
            client.send(REQUEST).readUntil(BODY);
            proxy.closeAll();

            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void anUploadBreaksAfterSoManyBytes() {
        proxy.next(Fault.taking(100).then(Fault.reset()));

        try (RawClient client = connect()) {
            client.send(REQUEST + "x".repeat(100));
            assertBreaks(client);
        }
        assertThat(proxy.bytes()).isEqualTo(100);
        assertThat(backend.requests()).isZero();
    }

    @Test
    void whoHangsTakesConnectionsAndSaysNothing() {
        proxy.always(Fault.hang());

        try (RawClient client = connect()) {
            assertSilent(client.send(REQUEST));
        }
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.bytes()).isZero();
    }

    @Test
    void nobodyGetsThroughToAProcessThatIsFrozen() throws IOException {
        try (UnreachableBackend frozen = new UnreachableBackend();
                Socket socket = new Socket()) {
            int port = URI.create(frozen.uri()).getPort();

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(
                            () -> socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500));
        }
    }

    private RawClient connect() {
        return new RawClient(URI.create(proxy.uri()).getPort());
    }

    private String answer() {
        try (RawClient client = connect()) {
            return client.send(REQUEST).readAll();
        }
    }

    private static void assertBreaks(RawClient client) {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(client::readAll)
                .withMessageContaining("reset");
    }

    private static void assertSilent(RawClient client) {
        assertThat(client.isSilentFor(Duration.ofMillis(200))).isTrue();
    }
}
