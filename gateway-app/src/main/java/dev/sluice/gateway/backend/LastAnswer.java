package dev.sluice.gateway.backend;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** When a connection has given its last answer; kept with it, and asked by its event loop only. */
final class LastAnswer {

    private static final AttributeKey<LastAnswer> KEY = AttributeKey.valueOf(LastAnswer.class, "of");

    private final long nanos;

    private LastAnswer(long nanos) {
        this.nanos = nanos;
    }

    /** Notes that it has given one now. */
    static void given(Channel channel) {
        channel.attr(KEY).set(new LastAnswer(now(channel)));
    }

    /** Whether it has given one less than so long ago. */
    static boolean isWithin(long nanos, Channel channel) {
        LastAnswer last = channel.attr(KEY).get();
        return last != null && now(channel) - last.nanos < nanos;
    }

    private static long now(Channel channel) {
        return channel.eventLoop().ticker().nanoTime();
    }
}
