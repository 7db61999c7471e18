package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.error.ErrorWriter;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Sixty seconds between two requests, on a clock that is turned by hand. */
class IdleConnectionHandlerTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String UPLOAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";

    private final Arrival arrival = new Arrival();
    private final AnswersDue due = new AnswersDue();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connects() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(new FoldedHeaderHandler(arrival))
                .addLast(new SlowClientHandler(
                        arrival, new HttpServerProperties(Duration.ofHours(1), Duration.ofHours(1), 100)))
                .addLast(new HttpServerCodec())
                .addLast(new IdleConnectionHandler(arrival, due, Duration.ofSeconds(60)))
                .addLast(new RefusalHandler(new StrictHttp(100), new ErrorWriter(new JsonMapper()), arrival, due));
    }

    @AfterEach
    void disconnects() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionWithoutARequestIsClosed() {
        assertThat(after(59).isOpen()).isTrue();
        assertThat(after(1).isOpen()).isFalse();
    }

    @Test
    void eachAnswerIsFollowedBySixtySeconds() {
        for (int i = 0; i < 3; i++) {
            assertThat(after(50).isOpen()).isTrue();
            receive(REQUEST);
            answer(HttpResponseStatus.OK);
        }
        assertThat(after(59).isOpen()).isTrue();
        assertThat(after(1).isOpen()).isFalse();
    }

    @Test
    void aRequestMayTakeForEver() {
        receive(REQUEST);
        assertThat(after(100_000).isOpen()).isTrue();

        answer(HttpResponseStatus.OK);
        assertThat(after(59).isOpen()).isTrue();
        assertThat(after(1).isOpen()).isFalse();
    }

    @Test
    void soMayOneBehindAnother() {
        receive(REQUEST + REQUEST);
        answer(HttpResponseStatus.OK);

        assertThat(after(100_000).isOpen()).isTrue();
    }

    @Test
    void aRequestThatArrivesSlowlyIsNobodysBusinessHere() {
        receive("GET");
        assertThat(after(3_000).isOpen()).isTrue();
    }

    @Test
    void neitherIsOneThatWasAnsweredBefore() {
        receive(UPLOAD);
        answer(HttpResponseStatus.OK);
        assertThat(after(3_000).isOpen()).isTrue();

        receive("abc");
        assertThat(after(59).isOpen()).isTrue();
        assertThat(after(61).isOpen()).isFalse();
    }

    /** What was written is on its way until it is flushed. */
    @Test
    void anAnswerMayBeTakenSlowly() {
        receive(REQUEST);
        var unused = channel.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        assertThat(after(100_000).isOpen()).isTrue();

        channel.flush();
        assertThat(after(59).isOpen()).isTrue();
        assertThat(after(1).isOpen()).isFalse();
    }

    @Test
    void emptyLinesAreNoRequest() {
        after(59);
        receive("\r\n");

        assertThat(after(1).isOpen()).isFalse();
    }

    @Test
    void anotherProtocolIsLeftAlone() {
        receive(REQUEST);
        answer(HttpResponseStatus.SWITCHING_PROTOCOLS);

        assertThat(after(100_000).isOpen()).isTrue();
    }

    private EmbeddedChannel after(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
        return channel;
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private void answer(HttpResponseStatus status) {
        assertThat(channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status)))
                .isTrue();
    }
}
