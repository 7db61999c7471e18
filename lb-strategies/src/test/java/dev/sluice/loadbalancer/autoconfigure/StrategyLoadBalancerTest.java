package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.strategy.Candidate;
import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import dev.sluice.loadbalancer.strategy.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

class StrategyLoadBalancerTest {

    private static final ServiceInstance A = instance("a");
    private static final ServiceInstance B = instance("b");

    @Test
    void answersWithTheInstanceThatTheStrategyChose() {
        StrategyLoadBalancer balancer = balancer(Flux.just(List.of(A, B)), LoadBalancingStrategy.random(bound -> 1));

        assertThat(choose(balancer).getServer()).isSameAs(B);
    }

    @Test
    void looksAtTheInstancesOfThisMomentOnly() {
        Flux<List<ServiceInstance>> never = Flux.concat(Flux.just(List.of(A)), Flux.never());

        assertThat(choose(balancer(never, LoadBalancingStrategy.roundRobin())).getServer())
                .isSameAs(A);
    }

    @Test
    void anEmptyListIsAnEmptyResponseAndNoStrategyIsAsked() {
        assertThat(choose(balancer(Flux.just(List.of()), new NeverAsked()))).isInstanceOf(EmptyResponse.class);
    }

    @Test
    void noListAtAllIsAnEmptyResponseAndNotAnEmptyPublisher() {
        assertThat(choose(balancer(Flux.empty(), new NeverAsked()))).isInstanceOf(EmptyResponse.class);
    }

    private static Response<ServiceInstance> choose(StrategyLoadBalancer balancer) {
        return Objects.requireNonNull(balancer.choose(new DefaultRequest<>()).block(Duration.ofSeconds(10)));
    }

    private static StrategyLoadBalancer balancer(
            Flux<List<ServiceInstance>> instances, LoadBalancingStrategy strategy) {
        return new StrategyLoadBalancer(new Supplier(instances), strategy);
    }

    private static ServiceInstance instance(String host) {
        return new DefaultServiceInstance(host, "backends", host, 80, false);
    }

    private record Supplier(Flux<List<ServiceInstance>> instances) implements ServiceInstanceListSupplier {

        @Override
        public String getServiceId() {
            return "backends";
        }

        @Override
        public Flux<List<ServiceInstance>> get() {
            return instances;
        }
    }

    private static final class NeverAsked implements LoadBalancingStrategy {

        @Override
        public <T extends Candidate> Selector<T> over(List<T> candidates) {
            throw new AssertionError("a strategy is asked only where there is a choice");
        }
    }
}
