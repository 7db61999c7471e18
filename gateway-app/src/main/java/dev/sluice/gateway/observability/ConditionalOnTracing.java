package dev.sluice.gateway.observability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Only where there are traces, or only where there are none; in all the words that Spring Boot itself understands. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Conditional(OnTracing.class)
public @interface ConditionalOnTracing {

    /** Whether there are to be traces. */
    boolean value();
}
