package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The way over JDBC to the database that R2DBC options lead to, for migrations. */
final class JdbcUrl {

    private static final String SSL_MODE = "sslmode";

    /** Believes whom the driver of R2DBC believes if it is told of no certificate; by default there would have to be one in a file. */
    private static final String TRUSTED_BY_JAVA = "org.postgresql.ssl.DefaultJavaSSLFactory";

    /** Options of the PostgreSQL drivers, by their names in R2DBC and in JDBC. */
    private static final Map<String, String> POSTGRESQL_OPTIONS = Map.of(
            "sslMode", SSL_MODE,
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
        String parameters = parameters(options).entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        Object port = Objects.requireNonNullElse(options.getValue(ConnectionFactoryOptions.PORT), POSTGRESQL_PORT);
        return "jdbc:postgresql://" + options.getRequiredValue(ConnectionFactoryOptions.HOST) + ":" + port + "/"
                + encoded(text(options, "database").orElse("")) + "?" + PATIENCE
                + (parameters.isEmpty() ? "" : "&" + parameters);
    }

    private static Map<String, String> parameters(ConnectionFactoryOptions options) {
        Map<String, String> parameters = new TreeMap<>();
        if (text(options, "ssl").filter(Boolean::parseBoolean).isPresent()) {
            parameters.put(SSL_MODE, "verify-full");
        }
        POSTGRESQL_OPTIONS.forEach(
                (r2dbc, jdbc) -> text(options, r2dbc).ifPresent(value -> parameters.put(jdbc, value)));
        boolean verifies = parameters.getOrDefault(SSL_MODE, "").startsWith("verify-");
        if (verifies && !parameters.containsKey("sslrootcert") && !parameters.containsKey("sslcert")) {
            parameters.put("sslfactory", TRUSTED_BY_JAVA);
        }
        return parameters;
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
