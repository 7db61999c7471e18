package dev.sluice.gateway.settings;

import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.NestedExceptionUtils;

/**
 * Builds every route before the first request, so that a wrong filter or argument stops the start instead of the traffic.
 */
final class RoutesAtStart implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(RoutesAtStart.class);

    private final RouteLocator routes;

    RoutesAtStart(RouteLocator routes) {
        this.routes = routes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        build().forEach(route -> log.info("route {} to {}", route.getId(), route.getUri()));
    }

    private List<Route> build() {
        try {
            return Objects.requireNonNull(routes.getRoutes().collectList().block());
        } catch (BindException e) {
            throw cannotBeBuilt(argument(e) + ": "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        } catch (IllegalArgumentException e) {
            throw cannotBeBuilt(String.valueOf(e.getMessage()));
        }
    }

    private static String argument(BindException e) {
        ConfigurationProperty argument = e.getProperty();
        return argument == null
                ? "'" + e.getName() + "'"
                : "'" + argument.getName() + "' is '" + argument.getValue() + "'";
    }

    private static InvalidSettingException cannotBeBuilt(String reason) {
        return new InvalidSettingException(
                "A route of 'spring.cloud.gateway.server.webflux.routes' can't be built: " + reason);
    }
}
