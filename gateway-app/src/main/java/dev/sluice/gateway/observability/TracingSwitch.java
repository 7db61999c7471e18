package dev.sluice.gateway.observability;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Tracing is on if the settings say where to send the spans, and off if they don't.
 *
 * <p>Without this, Spring Boot makes spans and sends {@code traceparent} to the backends even where nobody collects them.
 * Whoever sets {@value #ENABLED} is obeyed.
 */
final class TracingSwitch implements EnvironmentPostProcessor {

    /** Whether there are traces. */
    static final String ENABLED = "management.tracing.export.enabled";

    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    static boolean isOn(Environment environment) {
        return environment.getProperty(ENABLED, Boolean.class, false);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new Answer(environment));
    }

    /** Looks when it is asked, so that it doesn't matter where the endpoint comes from, and who adds it when. */
    private static final class Answer extends EnumerablePropertySource<Object> {

        private final Environment environment;

        Answer(Environment environment) {
            super("tracing switch");
            this.environment = environment;
        }

        @Override
        public String[] getPropertyNames() {
            return new String[] {ENABLED};
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return name.equals(ENABLED) ? environment.containsProperty(ENDPOINT) : null;
        }
    }
}
