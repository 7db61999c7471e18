package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/** A text as one segment of a path (RFC 3986), and back: whatever it is, it stays one segment. */
final class PathSegment {

    private static final int HEXADECIMAL = 16;
    private static final int ESCAPE_LENGTH = 3;

    /** The largest char that stands for one byte: a client that does not encode at all sends UTF-8 as it is. */
    private static final char MAX_BYTE = 0xFF;

    private PathSegment() {}

    /** The text as a segment; dots alone would otherwise be taken for a step in the path. */
    static String encode(String text) {
        return text.equals(".") || text.equals("..")
                ? text.replace(".", "%2E")
                : UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * The text of a segment as it came; nothing but escapes has a meaning in it.
     *
     * @throws RefusedException if it is no UTF-8
     */
    static String decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char next = segment.charAt(i);
            if (next == '%' && i + ESCAPE_LENGTH <= segment.length()) {
                bytes.write(escape(segment, i + 1));
                i += ESCAPE_LENGTH - 1;
            } else if (next == '%' || next > MAX_BYTE) {
                throw notEncoded();
            } else {
                bytes.write(next);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notEncoded();
        }
    }

    private static int escape(String segment, int at) {
        int high = Character.digit(segment.charAt(at), HEXADECIMAL);
        int low = Character.digit(segment.charAt(at + 1), HEXADECIMAL);
        if (high < 0 || low < 0) {
            throw notEncoded();
        }
        return high * HEXADECIMAL + low;
    }

    private static RefusedException notEncoded() {
        return new RefusedException(HttpStatus.BAD_REQUEST, "client_id must be UTF-8, percent-encoded");
    }
}
