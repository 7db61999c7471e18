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
import tools.jackson.databind.json.JsonMapper;

/** The server's end of a connection up to the refusals, on a clock that is turned by hand. */
final class ServerConnection implements AutoCloseable {

    static final Duration NEVER = Duration.ofDays(365);

    private static final int MAX_HEADERS = 100;

    private final EmbeddedChannel channel = new EmbeddedChannel();

    ServerConnection(Duration headTimeout, Duration bodyTimeout, Duration idleTimeout) {
        Arrival arrival = new Arrival();
        AnswersDue due = new AnswersDue();
        channel.freezeTime();
        channel.pipeline()
                .addLast(new FoldedHeaderHandler(arrival))
                .addLast(new SlowClientHandler(
                        arrival,
                        new HttpServerProperties(headTimeout, bodyTimeout, Duration.ofMinutes(1), MAX_HEADERS)))
                .addLast(new HttpServerCodec())
                .addLast(new IdleConnectionHandler(arrival, due, idleTimeout))
                .addLast(new RefusalHandler(
                        new StrictHttp(MAX_HEADERS), new ErrorWriter(new JsonMapper()), arrival, due));
    }

    EmbeddedChannel channel() {
        return channel;
    }

    EmbeddedChannel after(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
        return channel;
    }

    void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    void answer(HttpResponseStatus status) {
        assertThat(channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status)))
                .isTrue();
    }

    String sent() {
        StringBuilder text = new StringBuilder();
        for (Object bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(((ByteBuf) bytes).toString(StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
