package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Arrays;
import java.util.Locale;

/** The databases that we know. */
enum Dialect {
    /** PostgreSQL, 12 or newer. */
    POSTGRESQL("PostgreSQL"),

    /** H2, 2.2 or newer; its driver blocks the thread that subscribes. */
    H2("H2");

    private final String product;

    Dialect(String product) {
        this.product = product;
    }

    /**
     * The dialect of the database behind a connection factory.
     *
     * @throws IllegalArgumentException if it is none that we know
     */
    static Dialect of(ConnectionFactory connections) {
        String name = connections.getMetadata().getName();
        return Arrays.stream(values())
                .filter(dialect -> dialect.product.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the clients can be kept in H2 or PostgreSQL, not in " + name));
    }

    Statements statements() {
        return switch (this) {
            case POSTGRESQL -> Statements.postgresql();
            case H2 -> Statements.h2();
        };
    }

    /** Where its migrations are on the class path. */
    String migrations() {
        return "classpath:dev/sluice/tokenbucket/database/" + name().toLowerCase(Locale.ROOT);
    }
}
