package dev.sluice.gateway.fastpath;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import dev.sluice.loadbalancer.pool.PoolLoadBalancer;
import java.util.Map;
import java.util.Optional;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.config.GatewayLoadBalancerProperties;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Asks the balancer of a service for an instance, and notes it as the request's target; 503 if there is none. */
final class InstanceTarget implements GatewayFilter {

    private final PoolLoadBalancer balancer;
    private final String service;
    private final GatewayLoadBalancerProperties properties;
    private final InstanceUris uris = new InstanceUris();

    InstanceTarget(PoolLoadBalancer balancer, String service, GatewayLoadBalancerProperties properties) {
        this.balancer = balancer;
        this.service = service;
        this.properties = properties;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Optional<Response<ServiceInstance>> chosen = balancer.chooseNow(exchange.getAttributes());
        return chosen.isPresent()
                ? follow(chosen.get(), exchange, chain)
                : balancer.choose(request(exchange)).flatMap(response -> follow(response, exchange, chain));
    }

    private Mono<Void> follow(Response<ServiceInstance> chosen, ServerWebExchange exchange, GatewayFilterChain chain) {
        ServiceInstance instance = chosen.getServer();
        if (instance == null) {
            throw NotFoundException.create(properties.isUse404(), "Unable to find instance for " + service);
        }
        Map<String, Object> attributes = exchange.getAttributes();
        attributes.put(GATEWAY_REQUEST_URL_ATTR, uris.of(instance));
        attributes.put(GATEWAY_LOADBALANCER_RESPONSE_ATTR, chosen);
        return chain.filter(exchange);
    }

    private static DefaultRequest<RequestDataContext> request(ServerWebExchange exchange) {
        return new DefaultRequest<>(
                new RequestDataContext(new RequestData(exchange.getRequest(), exchange.getAttributes())));
    }
}
