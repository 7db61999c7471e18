package dev.sluice.tokenbucket.error;

import org.springframework.http.MediaType;

/** What an error says, in the form that its client would rather have. */
public final class WrittenError {

    private final MediaType type;
    private final byte[] bytes;

    WrittenError(MediaType type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Its media type. */
    public MediaType type() {
        return type;
    }

    /** What is sent, which nobody else has. */
    public byte[] bytes() {
        return bytes;
    }
}
