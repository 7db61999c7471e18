package dev.sluice.gateway.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/**
 * Refuses every other word for yes and no under {@code sluice}. Spring takes {@code yes}, {@code on} and {@code 1} for true where it binds a
 * setting, but not where a bean depends on it: half of the gateway would do the opposite of what was meant.
 */
final class TrueOrFalse implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName SLUICE = ConfigurationPropertyName.of("sluice");

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {

            @Override
            public <T> @Nullable Bindable<T> onStart(
                    ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                if (SLUICE.isAncestorOf(name) && isBoolean(target)) {
                    context.getBinder().bind(name, Bindable.of(String.class)).ifBound(text -> check(name, text));
                }
                return super.onStart(name, target, context);
            }
        };
    }

    private static boolean isBoolean(Bindable<?> target) {
        Class<?> type = target.getType().resolve();
        return type != null && ClassUtils.resolvePrimitiveIfNecessary(type) == Boolean.class;
    }

    private static void check(ConfigurationPropertyName name, String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new InvalidSettingException(name.toString(), text, "it must be true or false.");
        }
    }
}
