package dev.sluice.gateway.compatibility;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_HEADER_NAMES;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_HANDLER_MAPPER_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ORIGINAL_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ROUTE_ID_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_SCHEME_PREFIX_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.ORIGINAL_RESPONSE_CONTENT_TYPE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;

/** Tells in headers of the answer what the attributes of an exchange hold while the answer is written. */
final class UserAttributes {

    private static final List<String> KNOWN = List.of(
            GATEWAY_ROUTE_ATTR,
            GATEWAY_REQUEST_URL_ATTR,
            GATEWAY_ORIGINAL_REQUEST_URL_ATTR,
            GATEWAY_HANDLER_MAPPER_ATTR,
            URI_TEMPLATE_VARIABLES_ATTRIBUTE,
            GATEWAY_LOADBALANCER_RESPONSE_ATTR,
            GATEWAY_SCHEME_PREFIX_ATTR,
            GATEWAY_ALREADY_ROUTED_ATTR,
            GATEWAY_PREDICATE_MATCHED_PATH_ATTR,
            GATEWAY_PREDICATE_MATCHED_PATH_ROUTE_ID_ATTR,
            CLIENT_RESPONSE_ATTR,
            CLIENT_RESPONSE_HEADER_NAMES,
            ORIGINAL_RESPONSE_CONTENT_TYPE_ATTR);

    private static final int BEHIND_THE_LOAD_BALANCER = 10_170;

    @Bean
    GlobalFilter attributes() {
        return new UserFilters.Placed(BEHIND_THE_LOAD_BALANCER, (exchange, chain) -> {
            tell(exchange, "Before");
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> tell(exchange, "After")));
            return chain.filter(exchange);
        });
    }

    private static void tell(ServerWebExchange exchange, String when) {
        for (String name : KNOWN) {
            String header = "X-" + when + name.substring(name.lastIndexOf('.') + 1);
            exchange.getResponse().getHeaders().set(header, text(exchange.getAttribute(name)));
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Route route) {
            return route.getId() + " to " + route.getUri() + ", order " + route.getOrder() + ", " + route.getMetadata();
        }
        if (value instanceof Response<?> response && response.getServer() instanceof ServiceInstance instance) {
            return instance.getServiceId() + " at " + instance.getUri();
        }
        if (value instanceof HttpClientResponse response) {
            return response.status() + " with "
                    + response.responseHeaders().entries().stream()
                            .map(Map.Entry::getKey)
                            .sorted()
                            .collect(Collectors.joining(","));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, entry) -> sorted.put(String.valueOf(key), String.valueOf(entry)));
            return sorted.toString();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream()
                    .map(String::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
        }
        return String.valueOf(value);
    }
}
