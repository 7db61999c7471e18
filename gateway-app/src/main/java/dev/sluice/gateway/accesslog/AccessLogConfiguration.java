package dev.sluice.gateway.accesslog;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The access log, unless it is turned off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sluice.access-log.enabled", matchIfMissing = true)
class AccessLogConfiguration {

    /** Fields cost a little, and only Spring Boot's structured formats print them. */
    @Bean
    AccessLog accessLog(Environment environment) {
        return new AccessLog(environment.containsProperty("logging.structured.format.console")
                || environment.containsProperty("logging.structured.format.file"));
    }

    @Bean
    AsyncAccessLogger asyncAccessLogger() {
        return new AsyncAccessLogger();
    }
}
