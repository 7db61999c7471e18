package dev.sluice.gateway.settings;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.cloud.gateway.support.NameUtils;

/**
 * Refuses an argument that a filter does not have: a misspelt {@code missing-key: deny} must not leave a route open. Spring Cloud Gateway
 * passes such arguments over.
 *
 * <p>It looks at filters whose arguments are a record, which has no others; those of Spring Cloud Gateway itself are beans.
 */
final class UnknownArguments implements SmartInitializingSingleton {

    private final RouteDefinitionLocator routes;
    private final GatewayProperties gateway;
    private final Map<String, Set<String>> known;

    UnknownArguments(
            RouteDefinitionLocator routes, GatewayProperties gateway, List<GatewayFilterFactory<?>> factories) {
        this.routes = routes;
        this.gateway = gateway;
        this.known = factories.stream()
                .filter(factory -> factory.getConfigClass().isRecord())
                .collect(Collectors.toMap(
                        GatewayFilterFactory::name,
                        factory -> arguments(factory.getConfigClass()),
                        (one, another) -> another));
    }

    private static Set<String> arguments(Class<?> config) {
        return Arrays.stream(config.getRecordComponents())
                .map(RecordComponent::getName)
                .map(UnknownArguments::letters)
                .collect(Collectors.toSet());
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<RouteDefinition> definitions = Objects.requireNonNull(
                routes.getRouteDefinitions().collectList().block());
        Stream.concat(
                        Stream.of(gateway.getDefaultFilters()),
                        definitions.stream().map(RouteDefinition::getFilters))
                .flatMap(List::stream)
                .forEach(this::check);
    }

    private void check(FilterDefinition filter) {
        String type = String.valueOf(filter.getName());
        Set<String> arguments = known.get(type);
        if (arguments != null) {
            filter.getArgs().keySet().stream()
                    .filter(name -> !name.startsWith(NameUtils.GENERATED_NAME_PREFIX))
                    .filter(name -> !arguments.contains(letters(name)))
                    .findFirst()
                    .ifPresent(name -> refuse(type, name));
        }
    }

    /** A name without dashes, and without what stands behind it for an element of a list. */
    static String letters(String name) {
        return name.replaceFirst("[.\\[].*", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static void refuse(String filter, String argument) {
        throw new InvalidSettingException("A route has the filter '" + filter + "' with the argument '" + argument
                + "': there is no such argument.");
    }
}
