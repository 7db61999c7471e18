package dev.sluice.gateway.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses a port that is none before the server stumbles over it. */
final class PortCheck implements EnvironmentPostProcessor, Ordered {

    static final String PORT = "server.port";

    static final int MAX_PORT = 65_535;

    private static final String RANGE = "a port is a number from 0 to " + MAX_PORT + ".";

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        checkOwn(System.getenv("PORT"));
        String port = environment.getProperty(PORT);
        if (port != null) {
            checked(PORT, port);
        }
    }

    /** What the process's own environment calls so Reactor Netty reads too: digits, or nothing at all. */
    private static void checkOwn(@Nullable String port) {
        if (port != null && !DIGITS.matcher(port).matches()) {
            throw new InvalidSettingException("PORT", port, RANGE);
        }
    }

    /** The port that {@code value} names. */
    static int checked(String key, String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, with those that are numbers but no ports
        }
        throw new InvalidSettingException(key, value, RANGE);
    }
}
