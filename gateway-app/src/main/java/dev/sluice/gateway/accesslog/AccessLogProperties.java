package dev.sluice.gateway.accesslog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the access log.
 *
 * @param enabled Whether each proxied request is logged in one line.
 */
@ConfigurationProperties(prefix = "sluice.access-log", ignoreUnknownFields = false)
record AccessLogProperties(@DefaultValue("true") boolean enabled) {}
