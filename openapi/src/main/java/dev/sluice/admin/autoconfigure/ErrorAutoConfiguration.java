package dev.sluice.admin.autoconfigure;

import dev.sluice.admin.error.GatewayErrorHandler;
import dev.sluice.tokenbucket.autoconfigure.TokenBucketAutoConfiguration;
import dev.sluice.tokenbucket.error.ErrorWriter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Every error that the gateway itself makes, in JSON. */
@AutoConfiguration(after = TokenBucketAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ErrorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GatewayErrorHandler gatewayErrorHandler(ErrorWriter errors) {
        return new GatewayErrorHandler(errors);
    }
}
