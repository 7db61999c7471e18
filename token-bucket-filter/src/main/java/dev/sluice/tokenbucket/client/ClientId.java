package dev.sluice.tokenbucket.client;

/** What may be the id of a client: 1 to 255 characters, any Unicode text without control characters. */
public final class ClientId {

    /** The most characters, counted in code points. */
    public static final int MAX_CHARACTERS = 255;

    private ClientId() {}

    /** Whether the text may be an id; half a surrogate pair is no text. */
    public static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= 2 * MAX_CHARACTERS
                && text.codePointCount(0, text.length()) <= MAX_CHARACTERS
                && text.codePoints().allMatch(ClientId::isText);
    }

    private static boolean isText(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
