package dev.sluice.admin.document;

import java.util.Map;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webflux.ui.SwaggerIndexTransformer;
import org.springdoc.webflux.ui.SwaggerWelcomeCommon;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
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

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(
            name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
            matchIfMissing = true)
    SwaggerIndexTransformer signInOnThePage(
            SwaggerUiConfigProperties configuration,
            SwaggerUiOAuthProperties oauth,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider json) {
        return new SignInOnThePage(configuration, oauth, welcome, json);
    }
}
