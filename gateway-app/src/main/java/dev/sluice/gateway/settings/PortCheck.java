package dev.sluice.gateway.settings;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses a port that is none before the server stumbles over it. */
final class PortCheck implements EnvironmentPostProcessor, Ordered {

    static final String PORT = "server.port";

    static final int MAX_PORT = 65_535;

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String port = environment.getProperty(PORT);
        if (port != null) {
            checked(PORT, port);
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
        throw new InvalidSettingException(key, value, "a port is a number from 0 to " + MAX_PORT + ".");
    }
}
