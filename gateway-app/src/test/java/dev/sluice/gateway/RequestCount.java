package dev.sluice.gateway;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of one connection, and the requests among them: each has this once, in its first line. */
final class RequestCount {

    private static final byte[] MARK = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger requests;
    private final AtomicLong bytes;
    private int matched;

    RequestCount(AtomicInteger requests, AtomicLong bytes) {
        this.requests = requests;
        this.bytes = bytes;
    }

    void read(byte[] buffer, int length) {
        bytes.addAndGet(length);
        for (int i = 0; i < length; i++) {
            // the mark's first byte comes but once in it: what does not go on can only begin anew
            matched = buffer[i] == MARK[matched] ? matched + 1 : buffer[i] == MARK[0] ? 1 : 0;
            if (matched == MARK.length) {
                matched = 0;
                requests.incrementAndGet();
            }
        }
    }
}
