package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Mono;

/** Lets a strategy choose among the instances of one service that Spring Cloud knows at the moment. */
final class StrategyLoadBalancer implements ReactorServiceInstanceLoadBalancer {

    private final ServiceInstanceListSupplier instances;
    private final LoadBalancingStrategy strategy;

    StrategyLoadBalancer(ServiceInstanceListSupplier instances, LoadBalancingStrategy strategy) {
        this.instances = instances;
        this.strategy = strategy;
    }

    /** Without an instance the answer is an empty response: an empty publisher would reach the client as an empty 200. */
    @Override
    @SuppressWarnings("rawtypes")
    public Mono<Response<ServiceInstance>> choose(Request request) {
        return instances.get(request).next().map(this::chosen).switchIfEmpty(Mono.fromSupplier(EmptyResponse::new));
    }

    private Response<ServiceInstance> chosen(List<ServiceInstance> candidates) {
        return candidates.isEmpty() ? new EmptyResponse() : new DefaultResponse(strategy.choose(candidates));
    }
}
