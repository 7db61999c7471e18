package dev.sluice.tokenbucket.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a connection is given up, by a clock that is set. */
class SilentConnectionTest {

    private final EmbeddedChannel connection = new EmbeddedChannel();

    SilentConnectionTest() {
        connection.freezeTime();
        connection.pipeline().addLast(new SilentConnection());
    }

    @Test
    void whoeverDoesNotGreetIsLeftAfterTwoSeconds() {
        passes(1_900);
        assertThat(connection.isOpen()).isTrue();

        passes(200);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whatWasGivenUpIsWaitedForForTwoSeconds() {
        greet();
        passes(10_000);
        ask().cancel();
        passes(1_900);
        assertThat(connection.isOpen()).isTrue();

        passes(200);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void callsThatCameTogetherAreLookedAtEach() {
        greet();
        passes(10_000);
        Command<String, String, String> last = call();
        connection.writeOutbound(List.of(call(), last));
        last.cancel();

        passes(2_100);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void anAnswerEndsTheWait() {
        greet();
        passes(10_000);
        for (int i = 0; i < 10; i++) {
            ask().cancel();
            passes(1_900);
            answer();
        }
        passes(10_000);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void whatIsStillWaitedForMayTakeItsTime() {
        greet();
        passes(10_000);
        ask();

        passes(60_000);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void whatIsStillWaitedForDoesNotHideWhatWasGivenUp() {
        greet();
        passes(10_000);
        ask();
        passes(2_100);

        ask().cancel();
        passes(2_100);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whatIsSentAgainOnANewConnectionHasFiveSeconds() {
        greet();
        ask().cancel();
        passes(4_900);
        assertThat(connection.isOpen()).isTrue();

        passes(200);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whereNothingIsAskedNothingIsMissed() {
        greet();

        passes(3_600_000);

        assertThat(connection.isOpen()).isTrue();
    }

    private void greet() {
        connection.pipeline().fireChannelActive();
    }

    private Command<String, String, String> ask() {
        Command<String, String, String> call = call();
        connection.writeOutbound(call);
        return call;
    }

    private static Command<String, String, String> call() {
        return new Command<>(CommandType.PING, new StatusOutput<>(StringCodec.UTF8));
    }

    private void answer() {
        connection.writeInbound(Unpooled.wrappedBuffer(new byte[] {'+'}));
    }

    private void passes(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            connection.advanceTimeBy(100, TimeUnit.MILLISECONDS);
            connection.runScheduledPendingTasks();
        }
    }
}
