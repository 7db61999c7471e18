package dev.sluice.gateway.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Refuses a fraction where a whole number belongs. In YAML it is a number already, and Spring's conversion of one number to another cuts it
 * off without a word.
 */
final class WholeNumbers implements ConfigurationPropertiesBindHandlerAdvisor {

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {

            @Override
            public @Nullable Object onSuccess(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                ConfigurationProperty property = context.getConfigurationProperty();
                if (property != null && isCutOff(property.getValue(), result)) {
                    throw new InvalidSettingException(
                            name.toString(), property.getValue(), "it must be a whole number.");
                }
                return super.onSuccess(name, target, context, result);
            }
        };
    }

    private static boolean isCutOff(Object given, Object bound) {
        return given instanceof Double fraction
                && (bound instanceof Integer || bound instanceof Long)
                && fraction != Math.rint(fraction);
    }
}
