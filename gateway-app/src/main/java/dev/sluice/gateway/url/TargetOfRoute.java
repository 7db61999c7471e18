package dev.sluice.gateway.url;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Spring Cloud Gateway's way to where a route leads, on which the target of a request stays as it came. */
public final class TargetOfRoute extends RouteToRequestUrlFilter {

    TargetOfRoute() {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return super.filter(exchange, moved -> {
            URI rebuilt = moved.getAttribute(GATEWAY_REQUEST_URL_ATTR);
            if (rebuilt != null) {
                URI received = moved.getRequest().getURI();
                moved.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, ReceivedTarget.restoredIn(rebuilt, received));
            }
            return chain.filter(moved);
        });
    }
}
