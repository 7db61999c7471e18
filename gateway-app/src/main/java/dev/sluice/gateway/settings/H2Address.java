package dev.sluice.gateway.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code jdbc:h2:mem:name} and {@code jdbc:h2:file:./name}, with or without options, as an R2DBC URL. */
final class H2Address {

    private static final Pattern MEMORY = Pattern.compile("jdbc:h2:mem:(?<name>[^;]+)(?<options>;.*)?");

    /** The word {@code file} may be left out; other words lead to places that R2DBC can't reach. */
    private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?(?<name>(?!\\w{2,}:)[^;]+)(?<options>;.*)?");

    /** So that memory is kept as long as the process lives, not as long as somebody is connected. */
    private static final String KEPT = ";DB_CLOSE_DELAY=-1";

    private H2Address() {}

    static Optional<String> url(String address) {
        Matcher memory = MEMORY.matcher(address);
        if (memory.matches()) {
            return Optional.of(url("mem", memory, KEPT));
        }
        Matcher file = FILE.matcher(address);
        return file.matches() ? Optional.of(url("file", file, "")) : Optional.empty();
    }

    private static String url(String protocol, Matcher address, String more) {
        String given = address.group("options");
        String options = more + (given == null ? "" : given);
        return "r2dbc:h2:" + protocol + ":///" + address.group("name")
                + (options.isEmpty()
                        ? ""
                        : "?options=" + URLEncoder.encode(options.substring(1), StandardCharsets.UTF_8));
    }
}
