package dev.sluice.tokenbucket.ledger.redis;

import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;

/**
 * Connections to Redis that end when the server falls silent: one that is frozen, or whose machine is gone, ends none by itself.
 *
 * <p>Where another server has taken over, the new connection leads there.
 */
public final class SilentConnections implements NettyCustomizer {

    /** Behind the greeting of the server, and before all that is asked and answered. */
    @Override
    public void afterChannelInitialized(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(CommandHandler.class).name(), null, new SilentConnection());
    }
}
