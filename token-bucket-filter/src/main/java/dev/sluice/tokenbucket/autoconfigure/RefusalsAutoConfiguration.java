package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.usage.Refusals;
import dev.sluice.tokenbucket.usage.RefusalsEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator's endpoint {@code refusals}, where there is an actuator. */
@AutoConfiguration(after = TokenBucketAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Refusals.class)
public final class RefusalsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    RefusalsEndpoint refusalsEndpoint(Refusals refusals) {
        return new RefusalsEndpoint(refusals);
    }
}
