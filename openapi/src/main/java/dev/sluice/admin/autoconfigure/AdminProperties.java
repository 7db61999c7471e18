package dev.sluice.admin.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the admin API.
 *
 * @param anonymousFromLoopback whether a caller on this machine needs no credentials, for the admin API and the actuator
 * @param verbPaths whether the admin API also answers under paths that name what they do
 */
@ConfigurationProperties(prefix = "sluice.admin", ignoreUnknownFields = false)
record AdminProperties(
        @DefaultValue("false") boolean anonymousFromLoopback,
        @DefaultValue("false") boolean verbPaths) {}
