package dev.sluice.gateway.backend;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.concurrent.TimeUnit;

/** Whether a connection has just given an answer; asked and told by its event loop only. */
final class FreshConnection {

    /** What has answered so shortly before is open, as a rule: the news that it is not may be as long on its way. */
    private static final long JUST_NOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final AttributeKey<Long> ANSWERED = AttributeKey.valueOf(FreshConnection.class, "answered");

    private FreshConnection() {}

    /** Notes that it gives one now. */
    static void answered(Channel channel) {
        channel.attr(ANSWERED).set(now(channel));
    }

    static boolean is(Channel channel) {
        Long answered = channel.attr(ANSWERED).get();
        return channel.isActive() && answered != null && now(channel) - answered < JUST_NOW_NANOS;
    }

    private static long now(Channel channel) {
        return channel.eventLoop().ticker().nanoTime();
    }
}
