package dev.sluice.admin.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the admin API.
 *
 * @param anonymousFromLoopback Whether callers on this machine need no credentials for /clients, /actuator and /console.
 * @param verbPaths Whether the admin API also answers under verbs: /clients/register, update, delete, get and list.
 */
@ConfigurationProperties(prefix = "sluice.admin", ignoreUnknownFields = false)
record AdminProperties(
        @DefaultValue("false") boolean anonymousFromLoopback,
        @DefaultValue("false") boolean verbPaths) {}
