package dev.sluice.gateway.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code postgres://user:password@host:port/name?sslmode=…}, also with {@code jdbc:} before it, for the R2DBC driver. */
final class PostgresAddress {

    private static final Pattern SCHEME = Pattern.compile("(?:jdbc:)?postgres(?:ql)?(?=://)");
    private static final int DEFAULT_PORT = 5432;

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Parameters of libpq and of the JDBC driver, by the names that the R2DBC driver has for them. */
    private static final Map<String, String> NAMES = Map.of(
            "sslmode", "sslMode",
            "sslrootcert", "sslRootCert",
            "sslcert", "sslCert",
            "sslkey", "sslKey",
            "sslpassword", "sslPassword",
            "currentSchema", "schema",
            "application_name", "applicationName",
            "ApplicationName", "applicationName");

    private PostgresAddress() {}

    /** The settings that lead there; empty for what is no such address. */
    static Optional<Map<String, Object>> settings(String address) {
        Matcher scheme = SCHEME.matcher(address);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        try {
            return settings(new URI(scheme.replaceFirst("postgresql")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, Object>> settings(URI uri) {
        Map<String, String> parameters = parameters(uri.getRawQuery());
        boolean complete = uri.getHost() != null
                && uri.getPort() <= PortCheck.MAX_PORT
                && uri.getRawPath().length() > 1
                && SSL_MODES.contains(parameters.getOrDefault("sslmode", "prefer"));
        if (!complete) {
            return Optional.empty();
        }
        Map<String, Object> settings = new HashMap<>();
        credentials(uri, parameters).forEach(settings::put);
        settings.put(DatabaseUrl.URL, url(uri, parameters));
        return Optional.of(settings);
    }

    /** From before the host, else from the parameters, where they are taken out. */
    private static Map<String, String> credentials(URI uri, Map<String, String> parameters) {
        Map<String, String> credentials = new HashMap<>();
        Optional.ofNullable(parameters.remove("user")).ifPresent(user -> credentials.put(DatabaseUrl.USERNAME, user));
        Optional.ofNullable(parameters.remove("password"))
                .ifPresent(password -> credentials.put(DatabaseUrl.PASSWORD, password));
        if (uri.getRawUserInfo() != null) {
            String[] user = uri.getRawUserInfo().split(":", 2);
            credentials.put(DatabaseUrl.USERNAME, decoded(user[0]));
            credentials.put(DatabaseUrl.PASSWORD, user.length > 1 ? decoded(user[1]) : "");
        }
        return credentials;
    }

    private static String url(URI uri, Map<String, String> parameters) {
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        String query = parameters.entrySet().stream()
                .map(parameter -> NAMES.getOrDefault(parameter.getKey(), parameter.getKey()) + "="
                        + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "r2dbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath()
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        Arrays.stream(query == null ? new String[0] : query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .forEach(parameter ->
                        parameters.put(decoded(parameter[0]), parameter.length > 1 ? decoded(parameter[1]) : ""));
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
