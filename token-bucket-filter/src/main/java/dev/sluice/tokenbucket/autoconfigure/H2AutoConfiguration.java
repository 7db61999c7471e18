package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.H2Options;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An H2 that keeps what it has acknowledged. */
@AutoConfiguration(before = R2dbcAutoConfiguration.class)
@ConditionalOnClass({ConnectionFactory.class, ConnectionFactoryOptionsBuilderCustomizer.class})
public final class H2AutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "h2Options")
    ConnectionFactoryOptionsBuilderCustomizer h2Options() {
        return H2Options::customize;
    }
}
