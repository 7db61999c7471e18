package dev.sluice.gateway.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Refuses the address of a backend that no request could be sent to, and one of which a part would be lost. */
final class BackendUris {

    static final String INSTANCES = "spring.cloud.discovery.client.simple.instances";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private BackendUris() {}

    /** The key of one instance. */
    static String key(String service, int index) {
        return INSTANCES + "." + service + "[" + index + "]";
    }

    /** The address as it stands in the setting, if a request can be sent to it. */
    static String checked(String key, String value) {
        try {
            URI uri = new URI(value);
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getPort() <= PortCheck.MAX_PORT) {
                return whole(key, value, uri);
            }
        } catch (URISyntaxException e) {
            // told below, with those that are URIs but lead nowhere
        }
        throw new InvalidSettingException(key, value, "a backend is a URL such as http://localhost:8001.");
    }

    /** Only scheme, host and port are those of an instance. */
    private static String whole(String key, String value, URI uri) {
        boolean hasPath = !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/");
        if (hasPath || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new InvalidSettingException(
                    key,
                    withoutUser(value, uri),
                    "a backend is a scheme, a host and a port, such as http://localhost:8001; a path, a query or a"
                            + " user's name in it would be lost.");
        }
        return value;
    }

    /** A message may be read by others than a password. */
    private static String withoutUser(String value, URI uri) {
        return uri.getRawUserInfo() == null ? value : value.replace(uri.getRawUserInfo() + "@", "***@");
    }
}
