package dev.sluice.tokenbucket.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a header's value says, beyond ASCII.
 *
 * <p>The server reads each byte as a character. Clients send UTF-8, so bytes that are UTF-8 are read as such; others are
 * taken for the ISO-8859-1 of old (RFC 9110, 5.5).
 */
final class HeaderText {

    private static final int LAST_OF_ASCII = 0x7f;
    private static final int LAST_OF_A_BYTE = 0xff;

    private HeaderText() {}

    static @Nullable String of(@Nullable String value) {
        if (value == null || !hasBeyond(LAST_OF_ASCII, value) || hasBeyond(LAST_OF_A_BYTE, value)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return value;
        }
    }

    private static boolean hasBeyond(int last, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > last) {
                return true;
            }
        }
        return false;
    }
}
