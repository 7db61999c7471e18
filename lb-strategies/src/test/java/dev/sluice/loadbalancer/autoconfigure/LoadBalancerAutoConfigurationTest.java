package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.pool.Pools;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClient;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.cloud.loadbalancer.core.ReactorLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LoadBalancerAutoConfigurationTest {

    private static final int CHOICES = 100;

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LoadBalancerAutoConfiguration.class,
                    org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration.class,
                    UtilAutoConfiguration.class,
                    SimpleDiscoveryClientAutoConfiguration.class,
                    SimpleReactiveDiscoveryClientAutoConfiguration.class))
            .withPropertyValues(
                    // Nobody listens there.
                    "sluice.load-balancer.health-check.enabled=false",
                    "spring.cloud.discovery.client.simple.instances.backends[0].uri=http://localhost:1001",
                    "spring.cloud.discovery.client.simple.instances.backends[1].uri=http://localhost:1002",
                    "spring.cloud.discovery.client.simple.instances.others[0].uri=http://localhost:2001",
                    "spring.cloud.discovery.client.simple.instances.others[1].uri=http://localhost:2002");

    @Test
    void servicesAreBalancedInTurnUnlessToldOtherwise() {
        runner.run(context -> {
            assertThat(alternates(context, "backends")).isTrue();
            assertThat(alternates(context, "others")).isTrue();
        });
    }

    @Test
    void theStrategyIsASetting() {
        runner.withPropertyValues("sluice.load-balancer.strategy=random").run(context -> {
            assertThat(alternates(context, "backends")).isFalse();
            assertThat(alternates(context, "others")).isFalse();
        });
    }

    @Test
    void aServiceCanHaveAStrategyOfItsOwn() {
        runner.withPropertyValues("sluice.load-balancer.services.others.strategy=random")
                .run(context -> {
                    assertThat(alternates(context, "backends")).isTrue();
                    assertThat(alternates(context, "others")).isFalse();
                });
    }

    @Test
    void aServiceWithoutAnyInstanceGetsAnEmptyResponse() {
        runner.run(context -> assertThat(choose(balancer(context, "nobody"))).isInstanceOf(EmptyResponse.class));
    }

    @Test
    void servicesDoNotShareARotation() {
        runner.run(context -> {
            choose(balancer(context, "others"));
            assertThat(port(choose(balancer(context, "backends")))).isEqualTo(1001);
        });
    }

    @Test
    void aBalancerInTheApplicationContextWins() {
        runner.withUserConfiguration(OwnBalancer.class)
                .run(context ->
                        assertThat(port(choose(balancer(context, "backends")))).isEqualTo(OwnBalancer.PORT));
    }

    @Test
    void aBalancerOfOneServiceWinsForThatServiceAlone() {
        runner.withUserConfiguration(OwnBalancerForBackends.class).run(context -> {
            assertThat(port(choose(balancer(context, "backends")))).isEqualTo(OwnBalancer.PORT);
            assertThat(alternates(context, "others")).isTrue();
        });
    }

    /** Spring Cloud registers defaults in the order of the hashes of their names. */
    @ParameterizedTest
    @ValueSource(classes = {A.class, OwnBalancerForAll.class})
    void aBalancerForAllServicesWins(Class<?> configuration) {
        runner.withUserConfiguration(configuration).run(context -> {
            assertThat(port(choose(balancer(context, "backends")))).isEqualTo(OwnBalancer.PORT);
            assertThat(port(choose(balancer(context, "others")))).isEqualTo(OwnBalancer.PORT);
        });
    }

    @Test
    void theRegistryIsAskedAgainHoweverLongSpringCloudWouldRememberItsAnswer() {
        AskedRegistry registry = new AskedRegistry();

        runner.withConfiguration(AutoConfigurations.of(LoadBalancerCacheAutoConfiguration.class))
                .withPropertyValues("sluice.load-balancer.refresh-interval=100ms")
                .withBean(ReactiveDiscoveryClient.class, () -> registry, bean -> bean.setPrimary(true))
                .run(context -> {
                    assertThat(context).hasSingleBean(LoadBalancerCacheManager.class);
                    context.getBean(Pools.class).start();
                    balancer(context, "backends");
                    assertThat(registry.askedTwice.await(10, TimeUnit.SECONDS)).isTrue();
                });
    }

    private static boolean alternates(ApplicationContext context, String service) {
        ReactorServiceInstanceLoadBalancer balancer = balancer(context, service);
        List<Integer> ports = IntStream.range(0, CHOICES)
                .mapToObj(i -> port(choose(balancer)))
                .toList();
        return IntStream.range(1, CHOICES).noneMatch(i -> ports.get(i).equals(ports.get(i - 1)));
    }

    private static ReactorServiceInstanceLoadBalancer balancer(ApplicationContext context, String service) {
        return Objects.requireNonNull(context.getBean(LoadBalancerClientFactory.class)
                .getInstance(service, ReactorServiceInstanceLoadBalancer.class));
    }

    private static Response<ServiceInstance> choose(ReactorServiceInstanceLoadBalancer balancer) {
        return Objects.requireNonNull(
                Mono.from(balancer.choose(new DefaultRequest<>())).block(Duration.ofSeconds(10)));
    }

    private static int port(Response<ServiceInstance> response) {
        return Objects.requireNonNull(response.getServer()).getPort();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBalancer {

        static final int PORT = 9_999;

        @Bean
        ReactorLoadBalancer<ServiceInstance> ownBalancer() {
            ServiceInstance instance = new DefaultServiceInstance("own", "any", "localhost", PORT, false);
            return (ReactorServiceInstanceLoadBalancer) request -> Mono.just(new DefaultResponse(instance));
        }
    }

    @LoadBalancerClient(name = "backends", configuration = OwnBalancer.class)
    static class OwnBalancerForBackends {}

    @LoadBalancerClients(defaultConfiguration = OwnBalancer.class)
    static class OwnBalancerForAll {}

    @LoadBalancerClients(defaultConfiguration = OwnBalancer.class)
    static class A {}

    private static final class AskedRegistry implements ReactiveDiscoveryClient {

        private final CountDownLatch askedTwice = new CountDownLatch(2);

        @Override
        public Flux<ServiceInstance> getInstances(String service) {
            return Flux.defer(() -> {
                askedTwice.countDown();
                return Flux.just(new DefaultServiceInstance("asked", service, "localhost", 1001, false));
            });
        }

        @Override
        public Flux<String> getServices() {
            return Flux.empty();
        }

        @Override
        public String description() {
            return "counts";
        }
    }
}
