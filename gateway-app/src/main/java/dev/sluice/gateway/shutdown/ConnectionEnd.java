package dev.sluice.gateway.shutdown;

import dev.sluice.gateway.http.AnswersDue;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection once it owes no answer, and all of the last one is sent.
 *
 * <p>It looks now and then, on the thread that reads the connection: a request is seen, or it has not been taken. The first look is
 * not at once, since a connection that seems idle may have a request on its way; its answer is the last then, see {@link
 * LastAnswers}, and the server closes the connection behind it.
 */
final class ConnectionEnd implements Runnable {

    /** A busy client's next request is here by then, and nobody notices that a stop takes so much longer. */
    private static final long PAUSE_MILLIS = 100;

    private final Channel channel;

    private ConnectionEnd(Channel channel) {
        this.channel = channel;
    }

    /** Begins to look. */
    static void of(Channel channel) {
        new ConnectionEnd(channel).lookLater();
    }

    private void lookLater() {
        var unused = channel.eventLoop().schedule(this, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        if (AnswersDue.areOwedBy(channel) || isSending()) {
            lookLater();
        } else {
            var unused = channel.close();
        }
    }

    /** There is no buffer any more once the connection is closed. */
    private boolean isSending() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }
}
