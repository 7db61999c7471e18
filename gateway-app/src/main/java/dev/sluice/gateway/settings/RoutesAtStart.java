package dev.sluice.gateway.settings;

import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.cloud.gateway.route.RouteLocator;

/**
 * Builds every route before the first request, so that a wrong filter or argument stops the start instead of the traffic.
 */
final class RoutesAtStart implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(RoutesAtStart.class);

    private final RouteLocator routes;
    private final RouteDefinitionLocator definitions;

    RoutesAtStart(RouteLocator routes, RouteDefinitionLocator definitions) {
        this.routes = routes;
        this.definitions = definitions;
    }

    @Override
    public void afterSingletonsInstantiated() {
        build().forEach(route -> log.info("route {} to {}", route.getId(), route.getUri()));
    }

    private List<Route> build() {
        try {
            return Objects.requireNonNull(routes.getRoutes().collectList().block());
        } catch (BindException e) {
            WrongArgument argument = WrongArgument.of(e);
            throw cannotBeBuilt(place(argument) + "the argument '" + argument.name() + "' has the value '"
                    + argument.value() + "': " + argument.reason());
        } catch (IllegalArgumentException e) {
            throw cannotBeBuilt(String.valueOf(e.getMessage()));
        }
    }

    /** Empty for a filter of all routes. */
    private String place(WrongArgument argument) {
        return Objects.requireNonNull(
                        definitions.getRouteDefinitions().collectList().block())
                .stream()
                .flatMap(route ->
                        argument.in(route).stream().map(part -> "in route '" + route.getId() + "', " + part + ", "))
                .findFirst()
                .orElse("");
    }

    private static InvalidSettingException cannotBeBuilt(String reason) {
        return new InvalidSettingException(
                "A route of 'spring.cloud.gateway.server.webflux.routes' can't be built: " + reason);
    }
}
