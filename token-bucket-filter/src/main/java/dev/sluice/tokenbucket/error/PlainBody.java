package dev.sluice.tokenbucket.error;

import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** The plain JSON body of an error, and what it says. */
final class PlainBody {

    private final HttpStatus status;
    private final String message;
    private final byte[] bytes;

    private PlainBody(HttpStatus status, String message, byte[] bytes) {
        this.status = status;
        this.message = message;
        this.bytes = bytes;
    }

    static PlainBody of(HttpStatus status, String message, JsonMapper json) {
        return new PlainBody(status, message, json.writeValueAsBytes(new Content(status.value(), message)));
    }

    boolean says(HttpStatus otherStatus, String otherMessage) {
        return status == otherStatus && message.equals(otherMessage);
    }

    /** A copy: what becomes of an answer is up to its filters. */
    byte[] bytes() {
        return bytes.clone();
    }

    private record Content(int code, String message) {}
}
