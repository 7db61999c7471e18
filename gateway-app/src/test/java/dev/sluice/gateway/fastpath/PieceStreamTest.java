package dev.sluice.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.test.StepVerifier;

class PieceStreamTest {

    private final ByteBuf first = piece("one ");
    private final Backend backend = new Backend();
    private final PieceStream stream = new PieceStream(first, backend);

    @Test
    void theFirstPieceIsHandedOverBeforeAnotherIsAskedFor() {
        StepVerifier.create(stream.map(PieceStreamTest::text), 1)
                .expectNext("one ")
                .then(() -> assertThat(backend.asked).isEmpty())
                .thenRequest(2)
                .then(() -> assertThat(backend.asked).containsExactly(2L))
                .then(() -> stream.next(piece("two ")))
                .expectNext("two ")
                .then(() -> stream.end(null))
                .verifyComplete();
    }

    @Test
    void whoAsksForSeveralGetsTheFirstOfThem() {
        StepVerifier.create(stream.map(PieceStreamTest::text), 3)
                .expectNext("one ")
                .then(() -> assertThat(backend.asked).containsExactly(2L))
                .thenCancel()
                .verify();
    }

    @Test
    void anEndThatComesBeforeTheServerAsksIsToldAfterTheFirstPiece() {
        stream.end(null);

        StepVerifier.create(stream.map(PieceStreamTest::text))
                .expectNext("one ")
                .verifyComplete();
    }

    @Test
    void aFailureBeforeTheServerAsksDoesNotSwallowTheFirstPiece() {
        stream.end(new IOException("reset"));

        StepVerifier.create(stream.map(PieceStreamTest::text))
                .expectNext("one ")
                .verifyErrorMessage("reset");
    }

    @Test
    void aPieceThatNobodyTookIsReleased() {
        StepVerifier.create(stream, 0).thenCancel().verify();

        assertThat(first.refCnt()).isZero();
        assertThat(backend.cancelled).isTrue();
    }

    private static ByteBuf piece(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String text(ByteBuf piece) {
        String text = piece.toString(StandardCharsets.UTF_8);
        piece.release();
        return text;
    }

    private static final class Backend implements Subscription {

        private final List<Long> asked = new ArrayList<>();
        private boolean cancelled;

        @Override
        public void request(long n) {
            asked.add(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
