package dev.sluice.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock that stands still until it is turned. */
class BodyTimeoutHandlerTest {

    private static final int TIMEOUT = 10;

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void standStill() {
        channel.freezeTime();
        channel.pipeline().addLast(new BodyTimeoutHandler(TIMEOUT, TimeUnit.SECONDS));
    }

    @AfterEach
    void releaseWhatWasRead() {
        channel.finishAndReleaseAll();
    }

    @Test
    void silenceInABodyBreaksTheConnection() {
        receive(head(), content());
        pass(TIMEOUT - 1);
        assertThat(channel.isOpen()).isTrue();

        assertBreaksAfter(1);
    }

    @Test
    void everyPieceIsWaitedForAnew() {
        receive(head());
        for (int i = 0; i < 5; i++) {
            receive(content());
            pass(TIMEOUT - 1);
        }
        assertThat(channel.isOpen()).isTrue();

        assertBreaksAfter(1);
    }

    @Test
    void silenceAfterTheEndIsNoneOfItsBusiness() {
        receive(head(), content(), LastHttpContent.EMPTY_LAST_CONTENT);
        pass(10 * TIMEOUT);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void theNextAnswerOnTheSameConnectionIsWatchedAsWell() {
        receive(head(), content(), LastHttpContent.EMPTY_LAST_CONTENT);
        pass(10 * TIMEOUT);
        receive(head());

        assertBreaksAfter(TIMEOUT);
    }

    @Test
    void timeInWhichNobodyWantedToReadDoesNotCount() {
        receive(head(), content());
        channel.config().setAutoRead(false);
        pass(10 * TIMEOUT);
        assertThat(channel.isOpen()).isTrue();

        channel.config().setAutoRead(true);
        pass(TIMEOUT - 1);
        assertThat(channel.isOpen()).isTrue();
        assertBreaksAfter(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "Text/Event-Stream; charset=utf-8"})
    void aStreamOfEventsIsLeftAlone(String type) {
        HttpResponse response = head();
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        receive(response, content());
        pass(10 * TIMEOUT);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aConnectionThatNowSpeaksAnotherProtocolIsLeftAlone() {
        receive(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS));
        pass(10 * TIMEOUT);

        assertThat(channel.isOpen()).isTrue();
    }

    private void receive(Object... messages) {
        channel.writeInbound(messages);
        channel.read();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void assertBreaksAfter(int seconds) {
        pass(seconds);
        assertThat(channel.isOpen()).isFalse();
        assertThatExceptionOfType(ReadTimeoutException.class).isThrownBy(channel::checkException);
    }

    private static HttpResponse head() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static DefaultHttpContent content() {
        return new DefaultHttpContent(Unpooled.copiedBuffer(new byte[] {1}));
    }
}
