package dev.sluice.gateway.observability;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there are traces, or none, as {@link ConditionalOnTracing} asks. */
final class OnTracing implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean wanted =
                metadata.getAnnotations().get(ConditionalOnTracing.class).getBoolean("value");
        return wanted == TracingSwitch.isOn(context.getEnvironment());
    }
}
