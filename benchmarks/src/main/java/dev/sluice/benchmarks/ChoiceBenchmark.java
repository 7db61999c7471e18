package dev.sluice.benchmarks;

import dev.sluice.loadbalancer.pool.EjectionPolicy;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.PoolLoadBalancer;
import dev.sluice.loadbalancer.pool.PoolSettings;
import dev.sluice.loadbalancer.pool.Pools;
import dev.sluice.loadbalancer.pool.Time;
import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.cache.CaffeineBasedLoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheProperties;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.DiscoveryClientServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.RoundRobinLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.cloud.loadbalancer.support.SimpleObjectProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One choice of an instance, with the permit opened and closed, beside Spring Cloud's round-robin with the supplier that it has
 * by default.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChoiceBenchmark {

    private static final String SERVICE = "backends";
    private static final int FIRST_PORT = 10_000;

    /** How many instances the service has. */
    @Param({"2", "10", "1000"})
    public int instances;

    private final Request<?> request = new DefaultRequest<>();

    private ReactorServiceInstanceLoadBalancer roundRobin;
    private ReactorServiceInstanceLoadBalancer random;
    private ReactorServiceInstanceLoadBalancer leastConnections;
    private ReactorServiceInstanceLoadBalancer powerOfTwoChoices;
    private ReactorServiceInstanceLoadBalancer spring;

    /** Makes all balancers over the same registry, and waits until each knows its instances. */
    @Setup
    public void setUp() {
        ServiceInstanceListSupplier registry = registry();
        roundRobin = ours(registry, LoadBalancingStrategy::roundRobin);
        random = ours(registry, LoadBalancingStrategy::random);
        leastConnections = ours(registry, LoadBalancingStrategy::leastConnections);
        powerOfTwoChoices = ours(registry, LoadBalancingStrategy::powerOfTwoChoices);
        spring = new RoundRobinLoadBalancer(new SimpleObjectProvider<>(registry), SERVICE);
        List.of(roundRobin, random, leastConnections, powerOfTwoChoices, spring)
                .forEach(balancer -> Mono.from(balancer.choose(request)).block());
    }

    @Benchmark
    public void roundRobin(Blackhole hole) {
        choose(roundRobin, hole);
    }

    @Benchmark
    public void random(Blackhole hole) {
        choose(random, hole);
    }

    @Benchmark
    public void leastConnections(Blackhole hole) {
        choose(leastConnections, hole);
    }

    @Benchmark
    public void powerOfTwoChoices(Blackhole hole) {
        choose(powerOfTwoChoices, hole);
    }

    @Benchmark
    public void springRoundRobin(Blackhole hole) {
        choose(spring, hole);
    }

    private void choose(ReactorServiceInstanceLoadBalancer balancer, Blackhole hole) {
        hole.consume(Mono.from(balancer.choose(request)).subscribe(hole::consume));
    }

    private static ReactorServiceInstanceLoadBalancer ours(
            ServiceInstanceListSupplier registry, Supplier<LoadBalancingStrategy> strategy) {
        Time time = Time.system(Schedulers.parallel());
        EjectionPolicy ejection = new EjectionPolicy(3, false, Duration.ofSeconds(5), Duration.ofMinutes(5), 50);
        PoolSettings settings =
                new PoolSettings(SERVICE, strategy, 1, 2, ejection, Duration.ZERO, 20, Duration.ofSeconds(5));
        Pools pools = new Pools(service -> new Pool(service, settings, time, List.of()), time);
        return new PoolLoadBalancer(pools.open(SERVICE, registry));
    }

    /** As Spring Cloud makes it for a service: the discovery client, and a Caffeine cache in front of it. */
    private ServiceInstanceListSupplier registry() {
        List<ServiceInstance> all = IntStream.range(0, instances)
                .<ServiceInstance>mapToObj(
                        i -> new DefaultServiceInstance("i" + i, SERVICE, "localhost", FIRST_PORT + i, false))
                .toList();
        ReactiveDiscoveryClient discovery = new Registry(all);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("service", Map.of(LoadBalancerClientFactory.PROPERTY_NAME, SERVICE)));
        return new CachingServiceInstanceListSupplier(
                new DiscoveryClientServiceInstanceListSupplier(discovery, environment),
                new CaffeineBasedLoadBalancerCacheManager(new LoadBalancerCacheProperties()));
    }

    /**
     * A registry in memory.
     *
     * @param instances of the only service
     */
    private record Registry(List<ServiceInstance> instances) implements ReactiveDiscoveryClient {

        @Override
        public String description() {
            return SERVICE;
        }

        @Override
        public Flux<ServiceInstance> getInstances(String serviceId) {
            return Flux.fromIterable(instances);
        }

        @Override
        public Flux<String> getServices() {
            return Flux.just(SERVICE);
        }
    }
}
