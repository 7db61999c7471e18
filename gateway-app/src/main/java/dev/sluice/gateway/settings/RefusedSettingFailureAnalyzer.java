package dev.sluice.gateway.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;

/** Says of a setting of ours what it may be; Spring Boot says first to which class it was to be bound. */
final class RefusedSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("sluice");

    /** Before those of Spring Boot, of which one would answer as well. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Null for what is not ours, and for what has an explanation of its own. */
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        Throwable refusal = NestedExceptionUtils.getMostSpecificCause(cause);
        String reason = refusal.getMessage();
        if (reason == null || !(refusal instanceof IllegalArgumentException) || !OURS.isAncestorOf(cause.getName())) {
            return null;
        }
        ConfigurationProperty property = cause.getProperty();
        return new FailureAnalysis(
                property == null ? ofGroup(cause.getName(), reason) : ofOne(property, expected(cause, refusal)),
                "Correct the setting and start again.",
                cause);
    }

    /** Groups check themselves, and name the setting; where one of them is there several times, not of which. */
    private static String ofGroup(ConfigurationPropertyName group, String reason) {
        return reason.startsWith(group + ".") ? reason + "." : reason + ", in '" + group + "'.";
    }

    private static String ofOne(ConfigurationProperty setting, @Nullable String expected) {
        String origin = setting.getOrigin() == null ? "" : " (" + setting.getOrigin() + ")";
        return "The setting '" + setting.getName() + "' has the value '" + setting.getValue() + "': " + expected + "."
                + origin;
    }

    private static @Nullable String expected(BindException cause, Throwable refusal) {
        Class<?> type = cause.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return "it must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(value -> ((Enum<?>) value)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        return refusal instanceof NumberFormatException ? "it must be a number" : refusal.getMessage();
    }
}
