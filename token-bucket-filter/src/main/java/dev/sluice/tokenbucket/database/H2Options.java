package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What H2 is told, so that it keeps what it has acknowledged.
 *
 * <p>By default it writes half a second later, so that a killed process has lost what was acknowledged last, and a full disk
 * goes unnoticed; and it closes its files when the process is asked to stop, while the last tokens are yet to be saved. The
 * options count for whoever opens the file, so every connection has them. Its errors are told in the log, not in a file. What it
 * has in memory it keeps as long as the process lives, and not as long as somebody is connected.
 */
public final class H2Options {

    private static final Option<String> OPTIONS = Option.valueOf("options");

    /** Every commit is written before it is answered, and the files are closed with the last connection. */
    private static final Map<String, String> OURS =
            Map.of("WRITE_DELAY", "0", "DB_CLOSE_ON_EXIT", "FALSE", "TRACE_LEVEL_FILE", "0");

    private H2Options() {}

    /** Adds the options to those of a connection to H2, unless it says something else itself. */
    public static void customize(ConnectionFactoryOptions.Builder builder) {
        ConnectionFactoryOptions options = builder.build();
        if ("h2".equals(options.getValue(ConnectionFactoryOptions.DRIVER))) {
            String given = Objects.toString(options.getValue(OPTIONS), "");
            Stream<String> added = ours(options).entrySet().stream()
                    .filter(option -> !given.toUpperCase(Locale.ROOT).contains(option.getKey()))
                    .map(option -> option.getKey() + "=" + option.getValue());
            builder.option(
                    OPTIONS,
                    Stream.concat(Stream.of(given), added)
                            .filter(option -> !option.isEmpty())
                            .collect(Collectors.joining(";")));
        }
    }

    private static Map<String, String> ours(ConnectionFactoryOptions options) {
        Map<String, String> ours = new TreeMap<>(OURS);
        if ("mem".equals(options.getValue(ConnectionFactoryOptions.PROTOCOL))) {
            ours.put("DB_CLOSE_DELAY", "-1");
        }
        return ours;
    }
}
