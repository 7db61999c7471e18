package dev.sluice.gateway.settings;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Says of a setting that has no place what it is called; Spring Boot says first into which class it did not fit. */
final class UnboundSettingFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException>
        implements Ordered {

    /** Before those of Spring Boot, of which one would answer as well. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        ConfigurationProperty first = cause.getUnboundProperties().iterator().next();
        ConfigurationPropertyName name = first.getName();
        String reason = name.isLastElementIndexed() && name.isNumericIndex(name.getNumberOfElements() - 1)
                ? "there is no such setting, or it takes no list."
                : "there is no such setting.";
        String origin = first.getOrigin() == null ? "" : " (" + first.getOrigin() + ")";
        return new FailureAnalysis(
                "The setting '" + name + "' has the value '" + first.getValue() + "': " + reason + origin,
                "Correct the setting and start again.",
                cause);
    }
}
