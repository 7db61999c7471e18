package dev.sluice.tokenbucket.client;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** A parameter of a query, read as Spring reads it, but without taking the whole query apart where nothing in it is encoded. */
final class QueryParameter {

    private QueryParameter() {}

    /** The value of the first parameter of this name; null if there is none, and null or empty if it has no value. */
    static @Nullable String first(ServerHttpRequest request, String name) {
        String query = request.getURI().getRawQuery();
        if (query == null) {
            return null;
        }
        boolean encoded = query.indexOf('%') >= 0 || query.indexOf('+') >= 0;
        return encoded ? request.getQueryParams().getFirst(name) : first(query, name);
    }

    private static @Nullable String first(String query, String name) {
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            // A name begins where something is.
            while (start < end && query.charAt(start) == '=') {
                start++;
            }
            int endOfName = start + name.length();
            if (endOfName <= end && query.startsWith(name, start)) {
                if (endOfName == end) {
                    return null;
                }
                if (query.charAt(endOfName) == '=') {
                    return query.substring(endOfName + 1, end);
                }
            }
            start = end + 1;
        }
        return null;
    }
}
