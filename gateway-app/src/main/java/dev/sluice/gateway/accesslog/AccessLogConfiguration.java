package dev.sluice.gateway.accesslog;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The access log, unless it is turned off. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessLogProperties.class)
class AccessLogConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "sluice.access-log.enabled", matchIfMissing = true)
    static class TurnedOn {

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
}
