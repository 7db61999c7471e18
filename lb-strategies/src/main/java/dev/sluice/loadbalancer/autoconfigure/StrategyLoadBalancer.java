package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.strategy.Candidate;
import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import dev.sluice.loadbalancer.strategy.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private @Nullable Members members;

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
        return candidates.isEmpty()
                ? new EmptyResponse()
                : new DefaultResponse(selector(candidates).select().instance);
    }

    private synchronized Selector<Uncounted> selector(List<ServiceInstance> candidates) {
        if (members == null || !members.instances.equals(candidates)) {
            members = new Members(
                    candidates,
                    strategy.over(candidates.stream().map(Uncounted::new).toList()));
        }
        return members.selector;
    }

    private record Members(List<ServiceInstance> instances, Selector<Uncounted> selector) {}

    /** An instance like any other, whose requests nobody counts. */
    private record Uncounted(ServiceInstance instance) implements Candidate {

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public int inFlight() {
            return 0;
        }

        @Override
        public void acquire() {}

        @Override
        public boolean acquireIf(int expectedInFlight) {
            return true;
        }
    }
}
