package dev.sluice.admin.document;

import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** The pages that show the document. */
@Configuration(proxyBeanMethods = false)
public class SwaggerUi {

    @Bean
    @ConditionalOnBean(name = "resourceHandlerMapping")
    HandlerMapping swaggerUiMapping(@Qualifier("resourceHandlerMapping") HandlerMapping resources) {
        return new SwaggerUiMapping(
                resources instanceof SimpleUrlHandlerMapping mapping ? mapping.getUrlMap() : Map.of());
    }
}
