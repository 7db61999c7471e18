package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SentAnswerTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    SentAnswerTest() {
        channel.pipeline().addLast(new SentAnswer());
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void ofKnownLengthIsCompleteWithItsLastByte() {
        request(HttpMethod.GET);
        channel.writeOutbound(withLength(3));
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[1]));
        assertThat(SentAnswer.isComplete(channel)).isFalse();

        channel.writeOutbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[2])));
        assertThat(SentAnswer.isComplete(channel)).isTrue();
    }

    @Test
    void whoAskedBeforeTheNextRequestHearsOfTheAnswerToTheFirst() {
        request(HttpMethod.GET);
        CompletableFuture<Boolean> first = SentAnswer.of(channel);
        channel.writeOutbound(withLength(0));
        request(HttpMethod.GET);

        assertThat(first).isCompletedWithValue(true);
        assertThat(SentAnswer.of(channel)).isNotDone();
    }

    @Test
    void aClientThatLeavesBeforeTheLastByteHasNotGotIt() {
        request(HttpMethod.GET);
        CompletableFuture<Boolean> answer = SentAnswer.of(channel);
        channel.writeOutbound(withLength(3));
        var unused = channel.close();

        assertThat(answer).isCompletedWithValue(false);
    }

    @Test
    void ofUnknownLengthIsCompleteWithItsEnd() {
        request(HttpMethod.GET);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[10]));
        assertThat(SentAnswer.isComplete(channel)).isFalse();

        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(SentAnswer.isComplete(channel)).isTrue();
    }

    @Test
    void withoutABodyIsCompleteWithItsHead() {
        request(HttpMethod.HEAD);
        channel.writeOutbound(withLength(3));
        assertThat(SentAnswer.isComplete(channel)).isTrue();

        request(HttpMethod.GET);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_MODIFIED));
        assertThat(SentAnswer.isComplete(channel)).isTrue();
    }

    @Test
    void isNotTheAnswerToTheRequestBefore() {
        request(HttpMethod.HEAD);
        channel.writeOutbound(withLength(3));
        request(HttpMethod.GET);

        assertThat(SentAnswer.isComplete(channel)).isFalse();
    }

    @Test
    void isNotAnInterimAnswer() {
        request(HttpMethod.GET);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.EARLY_HINTS));

        assertThat(SentAnswer.isComplete(channel)).isFalse();
    }

    @Test
    void isNotWhatNeverReachedTheSocket() {
        request(HttpMethod.GET);
        ChannelFuture written = channel.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.close().syncUninterruptibly();

        assertThat(written.isDone()).isTrue();
        assertThat(SentAnswer.isComplete(channel)).isFalse();
    }

    private void request(HttpMethod method) {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/"));
    }

    private static HttpResponse withLength(int length) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        return response;
    }
}
