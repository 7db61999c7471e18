package dev.sluice.tokenbucket.ledger.redis;

import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which nothing has come for two seconds, though something was asked that nobody waits for any more; and one that
 * is still not ready two seconds after it was opened. Lettuce makes it anew, and looks then where the server is now.
 *
 * <p>A call that is still waited for is no reason: there are some that Redis answers late on purpose. Neither is a call on a connection
 * of the last five seconds: Lettuce sends again there what was not answered before, which may be the call that takes so long.
 *
 * <p>Time is counted in looks, so that a gateway that stood still itself first reads what has come meanwhile.
 */
final class SilentConnection extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(SilentConnection.class);

    private static final long LOOK_MILLIS = 100;

    /** In looks, as all that follows. */
    private static final int PATIENCE = 20;

    private static final int YOUTH = 50;

    private boolean ready;
    private int age;
    private int silence;

    /** The first that was asked since something came, or of those that are asked later if it is still waited for. */
    private @Nullable Object asked;

    private @Nullable Future<?> looks;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        looks = context.executor()
                .scheduleWithFixedDelay(() -> look(context), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    /** Only when the server has greeted: Lettuce holds it back until then. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        ready = true;
        context.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (asked == null) {
            asked = message;
        }
        var unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        asked = null;
        silence = 0;
        context.fireChannelRead(message);
    }

    private void look(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        age++;
        if (!ready) {
            if (age >= PATIENCE) {
                var unused = context.close();
            }
        } else if (asked != null) {
            silence++;
            lookAt(asked, context);
        }
    }

    private void lookAt(Object asked, ChannelHandlerContext context) {
        if (silence >= PATIENCE && age >= YOUTH && isGivenUp(asked)) {
            log.info(
                    "no answer from {}: the connection is made anew",
                    context.channel().remoteAddress());
            var unused = context.close();
        } else if (silence % PATIENCE == 0 && !isGivenUp(asked)) {
            this.asked = null;
        }
    }

    /** A command of a Cluster is wrapped, and does not tell itself that nobody waits for it. */
    private static boolean isGivenUp(Object asked) {
        return asked instanceof Collection<?> several
                ? several.stream().anyMatch(SilentConnection::isGivenUp)
                : asked instanceof RedisCommand<?, ?, ?> command
                        && CommandWrapper.unwrap(command).isDone();
    }
}
