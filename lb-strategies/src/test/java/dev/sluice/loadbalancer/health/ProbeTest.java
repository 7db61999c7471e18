package dev.sluice.loadbalancer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpClient;

class ProbeTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Probe http = Probe.http("/health?deep=true", HttpClient.newConnection());
    private final Probe tcp = Probe.tcp(TcpClient.newConnection());
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable any : open) {
            any.close();
        }
    }

    @Test
    void anInstanceThatAcceptsAConnectionIsWell() throws Exception {
        assertThat(check(tcp, silent(), LONG)).isNull();
        assertNothingStaysOpen();
    }

    /** Whether the reset or the connection is seen first is a matter of luck: that must not decide. */
    @Test
    void anInstanceThatResetsWhatItAcceptsIsWell() throws Exception {
        ServiceInstance resetting = resetting();
        for (int i = 0; i < 50; i++) {
            assertThat(check(tcp, resetting, LONG)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, false, 80", "-1, true, 443", "8001, true, 8001"})
    void anInstanceWithoutAPortIsLookedForAtThatOfItsScheme(int given, boolean secure, int port) {
        List<SocketAddress> tried = new CopyOnWriteArrayList<>();
        TcpClient client = TcpClient.newConnection().doOnConnect(config -> {
            tried.add(config.remoteAddress().get());
            throw new IllegalStateException("enough is known");
        });

        check(Probe.tcp(client), new DefaultServiceInstance("i", "backends", "localhost", given, secure), LONG);

        assertThat(tried)
                .singleElement(InstanceOfAssertFactories.type(InetSocketAddress.class))
                .extracting(InetSocketAddress::getPort)
                .isEqualTo(port);
    }

    @Test
    void anInstanceThatRefusesIsNot() throws Exception {
        ServiceInstance nobody = nobody();

        assertThat(check(tcp, nobody, LONG)).hasMessageContaining("Connection refused");
        assertThat(check(http, nobody, LONG)).hasMessageContaining("Connection refused");
    }

    /** The queue of those that wait to be accepted is full: the kernel answers nobody. */
    @Test
    void anInstanceThatAcceptsNobodyIsNot() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(server);
        for (int i = 0; i < 2; i++) {
            open.add(new Socket(server.getInetAddress(), server.getLocalPort()));
        }

        assertThat(check(tcp, at(server), SHORT)).isInstanceOf(TimeoutException.class);
        assertThat(check(http, at(server), SHORT)).isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "204 No Content", "299 Whatever"})
    void anyStatusOfSuccessIsWell(String status) throws Exception {
        assertThat(check(http, answering("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"), LONG))
                .isNull();
        assertNothingStaysOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved", "304 Not Modified", "404 Not Found", "500 Oops", "503 Away"})
    void noOtherIs(String status) throws Exception {
        String answer = "HTTP/1.1 " + status + "\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n";

        assertThat(check(http, answering(answer), LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("GET /health?deep=true answered " + status);
        assertThat(requests).hasSize(1);
        assertNothingStaysOpen();
    }

    @Test
    void asksForThePathWithItsQuery() throws Exception {
        check(http, answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), LONG);

        assertThat(requests).hasSize(1).first().asString().startsWith("GET /health?deep=true HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 two hundred\r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\n\n"
            })
    void nonsenseIsNotWell(String answer) throws Exception {
        assertThat(check(http, answering(answer), LONG)).isNotNull().isNotInstanceOf(TimeoutException.class);
        assertNothingStaysOpen();
    }

    @Test
    void anInstanceThatHangsUpIsNotWell() throws Exception {
        assertThat(check(http, answering(""), LONG)).isInstanceOf(IOException.class);
    }

    @Test
    void anInstanceThatSaysNothingIsNotWellAndTheConnectionIsGivenUp() throws Exception {
        assertThat(check(http, silent(), SHORT)).isInstanceOf(TimeoutException.class);
        assertNothingStaysOpen();
    }

    /** The status is enough, however long the body. */
    @Test
    void theBodyIsNotWaitedFor() throws Exception {
        assertThat(check(http, answering("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin"), LONG))
                .isNull();
        assertNothingStaysOpen();
    }

    private static @Nullable Throwable check(Probe probe, ServiceInstance instance, Duration timeout) {
        return probe.check(instance)
                .timeout(timeout)
                .materialize()
                .blockOptional()
                .orElseThrow()
                .getThrowable();
    }

    /** Whatever the server was sent is read; then it sees the end, if the connection is closed. */
    private void assertNothingStaysOpen() {
        await().until(() -> !accepted.isEmpty());
        assertThat(accepted).allSatisfy(socket -> await().until(() -> isClosedByPeer(socket)));
    }

    private static boolean isClosedByPeer(Socket socket) {
        try {
            socket.setSoTimeout(50);
            return socket.getInputStream().read(new byte[1_000]) < 0;
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().contains("reset");
        }
    }

    private ServiceInstance silent() throws IOException {
        return serving(socket -> {});
    }

    private ServiceInstance resetting() throws IOException {
        return serving(socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    /** A server that answers each request with this; with nothing, it hangs up. */
    private ServiceInstance answering(String answer) throws IOException {
        return serving(socket -> {
            requests.add(head(socket.getInputStream()));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.isEmpty()) {
                socket.close();
            }
        });
    }

    private ServiceInstance serving(Conversation conversation) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    open.add(socket);
                    conversation.with(socket);
                    accepted.add(socket);
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return at(server);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static ServiceInstance nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return at(server);
        }
    }

    private static ServiceInstance at(ServerSocket server) {
        return new DefaultServiceInstance("i", "backends", "127.0.0.1", server.getLocalPort(), false);
    }

    @FunctionalInterface
    private interface Conversation {
        void with(Socket socket) throws IOException;
    }
}
