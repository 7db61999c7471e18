package dev.sluice.gateway.backend;

import io.netty.channel.Channel;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;

/**
 * A connection that is read once when something is wanted of it, where the event loop would go on as long as there is something, up to a
 * megabyte: for a WebSocket, of which nobody may want the rest.
 */
public final class ShortReads {

    private ShortReads() {}

    /** From now on. */
    public static void on(Channel channel) {
        if (channel.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator reads) {
            reads.maxMessagesPerRead(1);
        }
    }
}
