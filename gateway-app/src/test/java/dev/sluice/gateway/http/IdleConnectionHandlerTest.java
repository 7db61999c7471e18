package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sixty seconds between two requests, on a clock that is turned by hand. */
class IdleConnectionHandlerTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String UPLOAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";

    @AutoClose
    private final ServerConnection connection =
            new ServerConnection(Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(60));

    @Test
    void aConnectionWithoutARequestIsClosed() {
        assertThat(connection.after(59).isOpen()).isTrue();
        assertThat(connection.after(1).isOpen()).isFalse();
    }

    @Test
    void eachAnswerIsFollowedBySixtySeconds() {
        for (int i = 0; i < 3; i++) {
            assertThat(connection.after(50).isOpen()).isTrue();
            connection.receive(REQUEST);
            connection.answer(HttpResponseStatus.OK);
        }
        assertThat(connection.after(59).isOpen()).isTrue();
        assertThat(connection.after(1).isOpen()).isFalse();
    }

    @Test
    void aRequestMayTakeForEver() {
        connection.receive(REQUEST);
        assertThat(connection.after(100_000).isOpen()).isTrue();

        connection.answer(HttpResponseStatus.OK);
        assertThat(connection.after(59).isOpen()).isTrue();
        assertThat(connection.after(1).isOpen()).isFalse();
    }

    @Test
    void soMayOneBehindAnother() {
        connection.receive(REQUEST + REQUEST);
        connection.answer(HttpResponseStatus.OK);

        assertThat(connection.after(100_000).isOpen()).isTrue();
    }

    @Test
    void aRequestThatArrivesSlowlyIsNobodysBusinessHere() {
        connection.receive("GET");
        assertThat(connection.after(3_000).isOpen()).isTrue();
    }

    @Test
    void neitherIsOneThatWasAnsweredBefore() {
        connection.receive(UPLOAD);
        connection.answer(HttpResponseStatus.OK);
        assertThat(connection.after(3_000).isOpen()).isTrue();

        connection.receive("abc");
        assertThat(connection.after(59).isOpen()).isTrue();
        assertThat(connection.after(61).isOpen()).isFalse();
    }

    /** What was written is on its way until it is flushed. */
    @Test
    void anAnswerMayBeTakenSlowly() {
        connection.receive(REQUEST);
        var unused =
                connection.channel().write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        assertThat(connection.after(100_000).isOpen()).isTrue();

        connection.channel().flush();
        assertThat(connection.after(59).isOpen()).isTrue();
        assertThat(connection.after(1).isOpen()).isFalse();
    }

    @Test
    void emptyLinesAreNoRequest() {
        connection.after(59);
        connection.receive("\r\n");

        assertThat(connection.after(1).isOpen()).isFalse();
    }

    @Test
    void anotherProtocolIsLeftAlone() {
        connection.receive(REQUEST);
        connection.answer(HttpResponseStatus.SWITCHING_PROTOCOLS);

        assertThat(connection.after(100_000).isOpen()).isTrue();
    }
}
