package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.DurableH2;
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
public final class DurableH2AutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "durableH2")
    ConnectionFactoryOptionsBuilderCustomizer durableH2() {
        return DurableH2::customize;
    }
}
