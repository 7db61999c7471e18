package dev.sluice.gateway.http;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * How many answers a connection still owes, and whether one has begun.
 *
 * <p>Used by the thread of its connection only.
 */
final class AnswersDue {

    private int count;
    private boolean interim;
    private boolean begun;
    private boolean handedOver;

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
