package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.http.PlainCharacters;
import java.net.URI;

/**
 * Whether a request's path and query would pass Spring Cloud Gateway unchanged, letter for letter.
 *
 * <p>It takes both apart and puts them together again: two slashes in a row become one, parameters of one name move together, an empty
 * one vanishes. What passes unchanged need not be taken apart.
 */
final class OrdinaryTarget {

    private OrdinaryTarget() {}

    static boolean is(URI target) {
        String path = target.getRawPath();
        String query = target.getRawQuery();
        return target.getRawFragment() == null
                && isOrdinaryPath(path)
                && (query == null || isOrdinaryQuery(query, path.indexOf('%') >= 0 || query.indexOf('%') >= 0));
    }

    private static boolean isOrdinaryPath(String path) {
        return isPlain(path) && !path.contains("//");
    }

    /** No parameter without a name, none whose name comes twice, and beside escapes none with a second equals sign. */
    private static boolean isOrdinaryQuery(String query, boolean escaped) {
        for (int start = 0; start <= query.length(); ) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int name = endOfName(query, start, end);
            boolean secondEquals =
                    escaped && name < end && query.substring(name + 1, end).indexOf('=') >= 0;
            if (name == start || secondEquals || comesAgain(query, start, name, end + 1)) {
                return false;
            }
            start = end + 1;
        }
        return isPlain(query);
    }

    private static int endOfName(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        return equals < 0 || equals > end ? end : equals;
    }

    private static boolean comesAgain(String query, int start, int name, int next) {
        for (int other = next; other <= query.length(); ) {
            int end = query.indexOf('&', other);
            end = end < 0 ? query.length() : end;
            if (endOfName(query, other, end) - other == name - start
                    && query.regionMatches(start, query, other, name - start)) {
                return true;
            }
            other = end + 1;
        }
        return false;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** What no encoder touches, escapes included. */
    private static boolean isPlain(char character) {
        return PlainCharacters.contain(character) || character == '%';
    }
}
