package dev.sluice.gateway.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the console.
 *
 * @param enabled Whether there is a console at /console; without it, that path is one of the backends'.
 */
@ConfigurationProperties(prefix = "sluice.console", ignoreUnknownFields = false)
record ConsoleProperties(@DefaultValue("true") boolean enabled) {}
