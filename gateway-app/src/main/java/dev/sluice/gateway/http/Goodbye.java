package dev.sluice.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/** How a connection is closed after its last answer. */
enum Goodbye implements ChannelFutureListener {

    /** For whoever waits for the end of the connection behind the server. */
    AT_ONCE {
        @Override
        public void operationComplete(ChannelFuture written) {
            close(written.channel());
        }
    },

    /**
     * In two steps (RFC 9112, 9.6). If bytes of the client are still on their way when a connection is closed, TCP resets it,
     * and the reset may destroy the answer before it is read. So the gateway says that it is done, and reads on for a while.
     */
    WHEN_IT_IS_HEARD {
        @Override
        public void operationComplete(ChannelFuture written) {
            Channel channel = written.channel();
            if (!written.isSuccess() || !(channel instanceof DuplexChannel plain) || isEncrypted(channel)) {
                close(channel);
                return;
            }
            var unused = plain.shutdownOutput();
            channel.config().setAutoRead(true);
            var unusedToo = channel.eventLoop().schedule(() -> close(channel), LISTENING_SECONDS, TimeUnit.SECONDS);
        }
    };

    /** Some round trips to any place on earth. */
    private static final int LISTENING_SECONDS = 2;

    private static void close(Channel channel) {
        var unused = channel.close();
    }

    /** The end of an encrypted connection is a message of its own. */
    private static boolean isEncrypted(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }
}
