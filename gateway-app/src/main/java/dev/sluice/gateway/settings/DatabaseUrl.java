package dev.sluice.gateway.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a database as platforms hand it out, in the words of Spring Boot's {@code spring.r2dbc}.
 *
 * <p>Understood are {@code postgres://user:password@host:port/name?sslmode=…}, {@code jdbc:postgresql:}, {@code jdbc:h2:} with
 * a file or memory, and {@code r2dbc:} as it is.
 */
final class DatabaseUrl {

    static final String URL = "spring.r2dbc.url";
    static final String USERNAME = "spring.r2dbc.username";
    static final String PASSWORD = "spring.r2dbc.password";

    private static final Pattern R2DBC = Pattern.compile("r2dbcs?:(?:pool:)?(?:postgresql|h2):.+");

    /**
     * What an address may hold that nobody else is to see: since any character of a password can be what is wrong with it, all that is before
     * the last {@code @}.
     */
    private static final Pattern SECRET = Pattern.compile(
            "(?<=//).*(?i:password)=.*@[^&;]*|(?<=//).*(?=@)|(?<=(?i:password)=)[^&;]*", Pattern.DOTALL);

    private DatabaseUrl() {}

    /** The settings that lead to the database whose address stands in the setting {@code key}. */
    static Map<String, Object> settings(String key, String address) {
        return PostgresAddress.settings(address)
                .or(() -> H2Address.url(address).map(url -> Map.of(URL, url)))
                .or(() -> R2DBC.matcher(address).matches() ? Optional.of(Map.of(URL, address)) : Optional.empty())
                .orElseThrow(() -> new InvalidSettingException(
                        key,
                        SECRET.matcher(address).replaceAll("***"),
                        "a database is an address such as postgres://user:password@localhost:5432/sluice or"
                                + " jdbc:h2:file:./data/sluice."));
    }
}
