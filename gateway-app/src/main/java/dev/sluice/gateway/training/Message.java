package dev.sluice.gateway.training;

import java.nio.charset.StandardCharsets;

/**
 * A request.
 *
 * @param text head and body
 */
record Message(String text) {

    /** A request without a body; headers are whole lines. */
    static Message get(String target, String headers) {
        return new Message("GET %s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: training\r\nAccept: */*\r\n%s\r\n"
                .formatted(target, headers));
    }

    static Message post(String target, String type, String body) {
        return new Message("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(target, type, body.length(), body));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
