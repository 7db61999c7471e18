package dev.sluice.admin.document;

import java.io.IOException;
import java.io.InputStream;
import org.springdoc.core.properties.SwaggerUiConfigParameters;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webflux.ui.SwaggerIndexPageTransformer;
import org.springdoc.webflux.ui.SwaggerWelcomeCommon;

/**
 * Keeps the browser's own login out of Swagger UI: calls are made with what was given to Authorize, and with nothing else.
 *
 * <p>Otherwise a call without credentials is not answered with the 401 that it got: the browser asks for a name and password
 * itself, and sends these with every later call, whatever Authorize says. Who has set
 * {@code springdoc.swagger-ui.with-credentials} wants the browser's cookies to be sent, and gets that.
 */
final class SignInOnThePage extends SwaggerIndexPageTransformer {

    private static final String START = "SwaggerUIBundle({";
    private static final String INTERCEPTOR = """

                requestInterceptor: request => {
                  if (!request.loadSpec && request.credentials === "same-origin") {
                    request.credentials = "omit";
                  }
                  return request;
                },\
            """;

    SignInOnThePage(
            SwaggerUiConfigProperties configuration,
            SwaggerUiOAuthProperties oauth,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider json) {
        super(configuration, oauth, welcome, json);
    }

    @Override
    protected String defaultTransformations(SwaggerUiConfigParameters parameters, InputStream script)
            throws IOException {
        return super.defaultTransformations(parameters, script).replace(START, START + INTERCEPTOR);
    }
}
