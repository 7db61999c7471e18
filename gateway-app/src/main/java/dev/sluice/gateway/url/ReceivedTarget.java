package dev.sluice.gateway.url;

import java.net.URI;
import java.util.Objects;

/**
 * The path and the query of a request, letter for letter.
 *
 * <p>Spring Cloud Gateway takes both apart and puts them together again: two slashes in a row become one, an empty parameter
 * vanishes, parameters of one name move together. A signature over the whole would no longer hold.
 */
final class ReceivedTarget {

    private ReceivedTarget() {}

    /**
     * What was rebuilt, with path and query as they were received.
     *
     * @param rebuilt says where to: its scheme and its authority stay
     */
    static URI restoredIn(URI rebuilt, URI received) {
        String path = received.getRawPath();
        String query = received.getRawQuery();
        boolean same = Objects.equals(path, rebuilt.getRawPath()) && Objects.equals(query, rebuilt.getRawQuery());
        if (same || rebuilt.getRawAuthority() == null) {
            return rebuilt;
        }
        String place = rebuilt.getScheme() + "://" + rebuilt.getRawAuthority() + path;
        return URI.create(query == null ? place : place + '?' + query);
    }
}
