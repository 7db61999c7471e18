package dev.sluice.gateway.accesslog;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The access log, unless it is turned off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sluice.access-log.enabled", matchIfMissing = true)
class AccessLogConfiguration {

    @Bean
    AccessLogFilter accessLogFilter() {
        return new AccessLogFilter(System::nanoTime);
    }

    @Bean
    AsyncAccessLogger asyncAccessLogger() {
        return new AsyncAccessLogger();
    }
}
