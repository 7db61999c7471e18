package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 5\r\n\r\nhello";

    private final AnswerReader reader = new AnswerReader();

    @Test
    void anAnswerMayComeAtOnceOrInAnyTwoPieces() throws IOException {
        assertThat(read(ANSWER)).isTrue();
        for (int cut = 1; cut < ANSWER.length(); cut++) {
            assertThat(read(ANSWER.substring(0, cut))).as("cut at %d", cut).isFalse();
            assertThat(read(ANSWER.substring(cut))).as("cut at %d", cut).isTrue();
            assertThat(reader.status()).isEqualTo(200);
        }
    }

    @Test
    void anEmptyBodyEndsWithTheHead() throws IOException {
        assertThat(read("HTTP/1.1 429 Too Many Requests\r\ncontent-length:0\r\n\r\n"))
                .isTrue();
        assertThat(reader.status()).isEqualTo(429);
    }

    @Test
    void whatWasNotAskedForIsAnError() {
        assertThatThrownBy(() -> read(ANSWER + "!")).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerWithoutALengthIsAnError() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n\r\n")).isInstanceOf(IOException.class);
    }

    private boolean read(String bytes) throws IOException {
        return reader.read(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
