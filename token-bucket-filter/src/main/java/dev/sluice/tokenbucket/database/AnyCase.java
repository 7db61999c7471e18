package dev.sluice.tokenbucket.database;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Regular expressions that find a text in whatever letters of either case, and that PostgreSQL and Java read alike.
 *
 * <p>Two characters are the same if they have one small letter by way of their capitals, as in {@link String#equalsIgnoreCase}. Databases
 * would go by the language that each of them happens to be set to, or by ASCII alone.
 */
final class AnyCase {

    /** Behind it there are no letters with a case, and none are to be expected. */
    private static final int LAST_LETTER = 0x1FFFF;

    /** Of each small letter all characters that are the same, where there is more than one. */
    private static final Map<Integer, String> SAME = same();

    private AnyCase() {}

    /** What matches any text that contains this one, which has no control characters. */
    static String containing(String text) {
        return text.codePoints().mapToObj(AnyCase::one).collect(Collectors.joining());
    }

    private static String one(int character) {
        String same = SAME.get(small(character));
        if (same != null) {
            return "[" + same + "]";
        }
        boolean meansItself = character > 0x7F || Character.isLetterOrDigit(character);
        return (meansItself ? "" : "\\") + Character.toString(character);
    }

    private static int small(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    private static Map<Integer, String> same() {
        Map<Integer, String> same = new HashMap<>();
        for (int character = 0; character <= LAST_LETTER; character++) {
            int small = small(character);
            if (small != character) {
                same.merge(small, Character.toString(character), String::concat);
            }
        }
        same.replaceAll((small, others) -> Character.toString(small) + others);
        return Map.copyOf(same);
    }
}
