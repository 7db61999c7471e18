package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes H2 keep what it has acknowledged: every commit is written before it is answered.
 *
 * <p>By default H2 writes half a second later, so that a killed process has lost what was acknowledged last, and a full disk
 * goes unnoticed. The option counts for whoever opens the file, so every connection has it.
 */
public final class DurableH2 {

    private static final Option<String> OPTIONS = Option.valueOf("options");
    private static final String WRITE_DELAY = "WRITE_DELAY";

    private DurableH2() {}

    /** Adds the option to those of a connection to H2, unless it says something about the delay itself. */
    public static void customize(ConnectionFactoryOptions.Builder builder) {
        ConnectionFactoryOptions options = builder.build();
        String given = Optional.ofNullable((String) options.getValue(OPTIONS)).orElse("");
        if ("h2".equals(options.getValue(ConnectionFactoryOptions.DRIVER))
                && !given.toUpperCase(Locale.ROOT).contains(WRITE_DELAY)) {
            builder.option(OPTIONS, given.isEmpty() ? WRITE_DELAY + "=0" : given + ";" + WRITE_DELAY + "=0");
        }
    }
}
