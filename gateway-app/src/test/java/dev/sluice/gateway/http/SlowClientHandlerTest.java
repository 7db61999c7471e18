package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ten seconds for a head, thirty between two pieces of a body, on a clock that is turned by hand. */
class SlowClientHandlerTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";

    @AutoClose
    private final ServerConnection connection =
            new ServerConnection(Duration.ofSeconds(10), Duration.ofSeconds(30), ServerConnection.NEVER);

    private final EmbeddedChannel channel = connection.channel();

    @Test
    void aSilentConnectionIsClosedAtTenSeconds() {
        assertThat(connection.after(9).isOpen()).isTrue();
        assertThat(connection.after(1).isOpen()).isFalse();
        assertThat(connection.sent()).isEmpty();
    }

    @Test
    void theFirstHeadHasTenSecondsFromTheConnecting() {
        connection.after(9);
        connection.receive("GET / ");
        assertThat(connection.sent()).isEmpty();
        assertThat(connection.after(1).isOpen()).isFalse();
        assertThat(connection.sent())
                .startsWith("HTTP/1.1 408 ")
                .endsWith("{\"code\":408,\"message\":\"Request Timeout\"}");
    }

    @Test
    void anyOtherHeadHasTenSecondsFromItsFirstByteHoweverItTrickles() {
        connection.receive(HEAD + "abc");
        connection.answer(HttpResponseStatus.OK);
        assertThat(connection.after(1_000).isOpen()).isTrue();

        for (char c : "GET / HTT".toCharArray()) {
            connection.receive(String.valueOf(c));
            assertThat(connection.after(1).isOpen()).isTrue();
        }
        connection.receive("P");
        assertThat(connection.after(1).isOpen()).isFalse();
        assertThat(connection.sent()).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 408 ");
    }

    @Test
    void anEmptyLineIsNoFirstByte() {
        connection.receive(HEAD + "abc");
        connection.answer(HttpResponseStatus.OK);
        connection.receive("\r\n");

        assertThat(connection.after(1_000).isOpen()).isTrue();
    }

    @Test
    void aBodyHasThirtySecondsFromPieceToPiece() {
        connection.receive(HEAD);
        assertThat(connection.after(29).isOpen()).isTrue();
        connection.receive("a");
        assertThat(connection.after(29).isOpen()).isTrue();
        connection.receive("b");
        assertThat(connection.after(29).isOpen()).isTrue();
        assertThat(connection.after(1).isOpen()).isFalse();
        assertThat(connection.sent()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void nobodyIsToBlameWhileNobodyReads() {
        channel.config().setAutoRead(false);
        connection.receive(HEAD);
        assertThat(connection.after(1_000).isOpen()).isTrue();

        channel.read();
        assertThat(connection.after(29).isOpen()).isTrue();
        assertThat(connection.after(31).isOpen()).isFalse();
    }

    @Test
    void aRequestThatHasArrivedMayTakeForEver() {
        connection.receive(HEAD + "abc");

        assertThat(connection.after(100_000).isOpen()).isTrue();
    }

    @Test
    void halfARequestBehindOneThatIsNotAnsweredWaitsForThatAnswer() {
        connection.receive(HEAD + "abc" + HEAD + "a");
        assertThat(connection.after(30).isOpen()).isTrue();
        assertThat(connection.sent()).isEmpty();

        connection.answer(HttpResponseStatus.OK);
        assertThat(connection.sent()).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 408 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anotherProtocolIsLeftAlone() {
        connection.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        connection.answer(HttpResponseStatus.SWITCHING_PROTOCOLS);
        channel.pipeline().remove(HttpServerCodec.class);
        connection.receive("\n a");

        assertThat(connection.after(1_000).isOpen()).isTrue();
    }
}
