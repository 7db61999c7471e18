package dev.sluice.tokenbucket.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request's key is read from: {@code header:X-API-Key}, {@code query:client_id} or {@code remote-address}.
 *
 * @param kind which part of the request
 * @param name the name of the header or query parameter; for an address, how it is called in a message
 */
public record KeySource(Kind kind, String name) {

    /** The parts of a request that can hold a key. */
    public enum Kind {
        /** A request header; of several lines with its name, the first. */
        HEADER,
        /** A query parameter; of several with its name, the first. */
        QUERY,
        /** The address that the request came from. */
        REMOTE_ADDRESS
    }

    private static final Pattern NAMED = Pattern.compile("(?<kind>header|query):\\s*(?<name>\\S+)");
    private static final String REMOTE_ADDRESS = "remote-address";

    /**
     * Reads a source as it stands in a setting.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static KeySource valueOf(String text) {
        String source = text.strip();
        if (source.equals(REMOTE_ADDRESS)) {
            return new KeySource(Kind.REMOTE_ADDRESS, REMOTE_ADDRESS);
        }
        Matcher named = NAMED.matcher(source);
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a key source: header:<name>, query:<name> or remote-address");
        }
        return new KeySource(named.group("kind").equals("header") ? Kind.HEADER : Kind.QUERY, named.group("name"));
    }

    /** The key that the request carries here; an empty value is none. */
    public Optional<ClientKey> find(ServerHttpRequest request, TrustedProxies proxies) {
        return switch (kind) {
            case HEADER -> identifier(HeaderText.of(request.getHeaders().getFirst(name)));
            case QUERY -> identifier(QueryParameter.first(request, name));
            case REMOTE_ADDRESS -> proxies.clientAddress(request).map(ClientKey.Address::of);
        };
    }

    private static Optional<ClientKey> identifier(@Nullable String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(new ClientKey.Identifier(value));
    }
}
