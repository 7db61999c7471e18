package dev.sluice.gateway.completion;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filter that sees how requests end. */
@Configuration(proxyBeanMethods = false)
class CompletionConfiguration {

    @Bean
    CompletionFilter completionFilter(List<CompletionListener> listeners) {
        return new CompletionFilter(System::nanoTime, listeners);
    }
}
