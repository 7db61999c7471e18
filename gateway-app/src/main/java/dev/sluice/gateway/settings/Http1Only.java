package dev.sluice.gateway.settings;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses HTTP/2, which the gateway does not speak: every connection would be closed without an answer. */
final class Http1Only implements EnvironmentPostProcessor, Ordered {

    private static final String HTTP2 = "server.http2.enabled";

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder settings = Binder.get(environment);
        if (settings.bind(HTTP2, Boolean.class).orElse(false)) {
            String given = settings.bind(HTTP2, String.class).orElse("true");
            throw new InvalidSettingException(HTTP2, given, "the gateway speaks HTTP/1.1 only.");
        }
    }
}
