package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.error.ErrorWriter;
import io.netty.buffer.ByteBuf;
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

/** Ten seconds for a head, thirty between two pieces of a body, on a clock that is turned by hand. */
class SlowClientHandlerTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";

    private final Arrival arrival = new Arrival();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connects() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(new FoldedHeaderHandler(arrival))
                .addLast(new SlowClientHandler(
                        arrival, new HttpServerProperties(Duration.ofSeconds(10), Duration.ofSeconds(30), 100)))
                .addLast(new HttpServerCodec())
                .addLast(new RefusalHandler(
                        new StrictHttp(100), new ErrorWriter(new JsonMapper()), arrival, new AnswersDue()));
    }

    @AfterEach
    void disconnects() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aSilentConnectionIsClosedAtTenSeconds() {
        assertThat(after(9).isOpen()).isTrue();
        assertThat(after(1).isOpen()).isFalse();
        assertThat(sent()).isEmpty();
    }

    @Test
    void theFirstHeadHasTenSecondsFromTheConnecting() {
        after(9);
        receive("GET / ");
        assertThat(sent()).isEmpty();
        assertThat(after(1).isOpen()).isFalse();
        assertThat(sent()).startsWith("HTTP/1.1 408 ").endsWith("{\"code\":408,\"message\":\"Request Timeout\"}");
    }

    @Test
    void anyOtherHeadHasTenSecondsFromItsFirstByteHoweverItTrickles() {
        receive(HEAD + "abc");
        answer();
        assertThat(after(1_000).isOpen()).isTrue();

        for (char c : "GET / HTT".toCharArray()) {
            receive(String.valueOf(c));
            assertThat(after(1).isOpen()).isTrue();
        }
        receive("P");
        assertThat(after(1).isOpen()).isFalse();
        assertThat(sent()).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 408 ");
    }

    @Test
    void anEmptyLineIsNoFirstByte() {
        receive(HEAD + "abc");
        answer();
        receive("\r\n");

        assertThat(after(1_000).isOpen()).isTrue();
    }

    @Test
    void aBodyHasThirtySecondsFromPieceToPiece() {
        receive(HEAD);
        assertThat(after(29).isOpen()).isTrue();
        receive("a");
        assertThat(after(29).isOpen()).isTrue();
        receive("b");
        assertThat(after(29).isOpen()).isTrue();
        assertThat(after(1).isOpen()).isFalse();
        assertThat(sent()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void nobodyIsToBlameWhileNobodyReads() {
        channel.config().setAutoRead(false);
        receive(HEAD);
        assertThat(after(1_000).isOpen()).isTrue();

        channel.read();
        assertThat(after(29).isOpen()).isTrue();
        assertThat(after(31).isOpen()).isFalse();
    }

    @Test
    void aRequestThatHasArrivedMayTakeForEver() {
        receive(HEAD + "abc");

        assertThat(after(100_000).isOpen()).isTrue();
    }

    @Test
    void halfARequestBehindOneThatIsNotAnsweredWaitsForThatAnswer() {
        receive(HEAD + "abc" + HEAD + "a");
        assertThat(after(30).isOpen()).isTrue();
        assertThat(sent()).isEmpty();

        answer();
        assertThat(sent()).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 408 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anotherProtocolIsLeftAlone() {
        receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(channel.writeOutbound(
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS)))
                .isTrue();
        channel.pipeline().remove(HttpServerCodec.class);
        receive("\n a");

        assertThat(after(1_000).isOpen()).isTrue();
    }

    private EmbeddedChannel after(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
        return channel;
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private void answer() {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (Object bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(((ByteBuf) bytes).toString(StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
