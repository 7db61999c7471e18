package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sixty seconds in which a client takes nothing, on a clock that is turned by hand. */
class SlowReaderHandlerTest {

    @AutoClose("finishAndReleaseAll")
    private final Connection connection = new Connection();

    @BeforeEach
    void somethingWaits() {
        connection.freezeTime();
        connection.pipeline().addLast(new SlowReaderHandler(Duration.ofSeconds(60)));
        connection.send(10);
    }

    @Test
    void nothingIsTaken() {
        connection.after(60);
        assertThat(connection.isOpen()).isTrue();

        connection.after(15);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aLittleIsTakenNowAndThen() {
        for (int i = 0; i < 9; i++) {
            connection.after(59);
            connection.take(1);
        }
        connection.after(59);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aLittleIsTakenAndNothingAfterwards() {
        connection.after(59);
        connection.take(1);
        connection.after(60);
        assertThat(connection.isOpen()).isTrue();

        connection.after(15);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void oneIsTakenAndTheNextNot() {
        connection.send(10);
        connection.after(59);
        connection.take(10);
        connection.after(60);
        assertThat(connection.isOpen()).isTrue();

        connection.after(15);
        assertThat(connection.isOpen()).isFalse();
    }

    /** What comes looks like what has gone. */
    @Test
    void asMuchIsTakenAsComes() {
        for (int i = 0; i < 9; i++) {
            connection.after(14);
            connection.take(10);
            connection.send(10);
        }
        assertThat(connection.isOpen()).isTrue();

        connection.after(75);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void allIsTaken() {
        connection.take(10);
        connection.after(1_000);
        assertThat(connection.isOpen()).isTrue();

        connection.send(10);
        connection.after(60);
        assertThat(connection.isOpen()).isTrue();

        connection.after(15);
        assertThat(connection.isOpen()).isFalse();
    }

    /** Nobody has given it to the client yet. */
    @Test
    void whatIsNotFlushedDoesNotCount() {
        connection.take(10);
        var unused = connection.write(Unpooled.wrappedBuffer(new byte[10]));
        connection.after(1_000);

        assertThat(connection.isOpen()).isTrue();
    }

    /** One whose client takes only what it is told to. */
    private static final class Connection extends EmbeddedChannel {

        private int room;

        void send(int bytes) {
            var unused = writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
        }

        void take(int bytes) {
            room += bytes;
            flush();
        }

        void after(long seconds) {
            for (long i = 0; i < seconds; i++) {
                advanceTimeBy(1, TimeUnit.SECONDS);
                runPendingTasks();
            }
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer buffer) {
            int taken = (int) Math.min(room, buffer.totalPendingWriteBytes());
            room -= taken;
            buffer.removeBytes(taken);
        }
    }
}
