package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the bytes are cut into pieces, the same requests pass, and the same header is found. */
class FoldedHeaderHandlerTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LENGTH = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n\n a\r\n\r\n\t";
    private static final String CHUNKS =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n\n a\r\n\r\n\t\r\n1\r\n\n\r\n0\r\n\r\n";
    private static final String TRAILER =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n \r\n0\r\nX: y\r\n\r\n";
    private static final String FOLDED = "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tz\r\n\r\n";

    private static final String ALL = GET + LENGTH + CHUNKS + "\r\n" + TRAILER + LENGTH + GET;
    private static final int REQUESTS_OF_ALL = 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 10_000})
    void whatIsNotFoldedPasses(int pieces) {
        assertThat(heads(ALL, pieces)).isEqualTo(REQUESTS_OF_ALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 10_000})
    void aFoldedHeaderIsFoundBehindWhateverElse(int pieces) {
        assertThat(heads(ALL + FOLDED + GET, pieces)).isEqualTo(REQUESTS_OF_ALL);
        assertThat(heads(FOLDED + GET, pieces)).isZero();
    }

    /** How many requests come out of these bytes, in pieces of this length. */
    private static int heads(String text, int pieces) {
        EmbeddedChannel channel =
                new ServerConnection(Duration.ofSeconds(10), Duration.ofSeconds(30), ServerConnection.NEVER).channel();
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        while (bytes.isReadable() && channel.isOpen()) {
            channel.writeInbound(bytes.readRetainedSlice(Math.min(pieces, bytes.readableBytes())));
        }
        bytes.release();
        int heads = 0;
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            heads += part instanceof HttpRequest ? 1 : 0;
            ReferenceCountUtil.release(part);
        }
        channel.finishAndReleaseAll();
        assertThat(bytes.refCnt()).isZero();
        return heads;
    }
}
