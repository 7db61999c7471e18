package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way over JDBC to the database that R2DBC options lead to, for migrations. */
final class JdbcUrl {

    /** Options of the PostgreSQL drivers, by their names in R2DBC and in JDBC. */
    private static final Map<String, String> POSTGRESQL_OPTIONS = Map.of(
            "sslMode", "sslmode",
            "sslRootCert", "sslrootcert",
            "sslCert", "sslcert",
            "sslKey", "sslkey",
            "sslPassword", "sslpassword",
            "schema", "currentSchema");

    private static final int POSTGRESQL_PORT = 5432;

    /** A server that takes the connection and says nothing is not waited for for ever, nor one that falls silent; in seconds. */
    private static final String PATIENCE = "loginTimeout=10&socketTimeout=600";

    private JdbcUrl() {}

    static String of(ConnectionFactoryOptions options, Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> postgresql(options);
            case H2 -> h2(options);
        };
    }

    private static String postgresql(ConnectionFactoryOptions options) {
        String parameters = POSTGRESQL_OPTIONS.entrySet().stream()
                .flatMap(name ->
                        text(options, name.getKey()).map(value -> name.getValue() + "=" + encoded(value)).stream())
                .sorted()
                .collect(Collectors.joining("&"));
        Object port = Objects.requireNonNullElse(options.getValue(ConnectionFactoryOptions.PORT), POSTGRESQL_PORT);
        return "jdbc:postgresql://" + options.getRequiredValue(ConnectionFactoryOptions.HOST) + ":" + port + "/"
                + encoded(text(options, "database").orElse("")) + "?" + PATIENCE
                + (parameters.isEmpty() ? "" : "&" + parameters);
    }

    private static String h2(ConnectionFactoryOptions options) {
        String database = text(options, "url")
                .orElseGet(() -> options.getRequiredValue(ConnectionFactoryOptions.PROTOCOL) + ":"
                        + options.getRequiredValue(ConnectionFactoryOptions.DATABASE));
        return "jdbc:h2:" + database
                + text(options, "options").map(more -> ";" + more).orElse("");
    }

    private static Optional<String> text(ConnectionFactoryOptions options, String name) {
        return Optional.ofNullable(options.getValue(Option.valueOf(name))).map(Object::toString);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
