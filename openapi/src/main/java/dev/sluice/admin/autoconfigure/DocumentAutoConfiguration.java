package dev.sluice.admin.autoconfigure;

import dev.sluice.admin.document.ApiDocument;
import dev.sluice.admin.document.SwaggerUi;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.webflux.ui.SwaggerConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The document of the admin API and the pages that show it, where springdoc makes one. */
@AutoConfiguration(
        after = {AdminAutoConfiguration.class, WebFluxAutoConfiguration.class},
        before = {SpringDocConfiguration.class, SwaggerConfig.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Import({ApiDocument.class, SwaggerUi.class})
public final class DocumentAutoConfiguration {}
