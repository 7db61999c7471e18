package dev.sluice.gateway.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;

/**
 * How many answers a connection still owes, and whether one has begun.
 *
 * <p>Used by the thread of its connection only.
 */
public final class AnswersDue {

    private static final AttributeKey<AnswersDue> OF_CHANNEL = AttributeKey.valueOf(AnswersDue.class, "due");

    private int count;
    private boolean interim;
    private boolean begun;
    private boolean handedOver;

    AnswersDue() {}

    /** Whether this connection owes an answer, to a request of which it has read the head, or speaks another protocol by now. */
    public static boolean areOwedBy(Channel channel) {
        AnswersDue due = channel.attr(OF_CHANNEL).get();
        return due != null && (due.handedOver || !due.isNothing());
    }

    void addTo(Channel channel) {
        channel.attr(OF_CHANNEL).set(this);
    }

    void requested() {
        count++;
    }

    /** A part of an answer, or of one that only announces another (RFC 9110, 15.2). */
    void written(Object part) {
        if (part instanceof HttpResponse response) {
            handedOver = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            interim = !handedOver && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            begun = !interim;
        }
        if (part instanceof LastHttpContent && !interim) {
            begun = false;
            count--;
        }
    }

    boolean isNothing() {
        return count <= 0;
    }

    boolean isLast() {
        return count == 1;
    }

    boolean isBegun() {
        return begun;
    }

    /** Whether the connection speaks another protocol from now on. */
    boolean isHandedOver() {
        return handedOver;
    }
}
