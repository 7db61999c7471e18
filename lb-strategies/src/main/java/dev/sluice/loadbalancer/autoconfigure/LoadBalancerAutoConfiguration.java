package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.failover.FailoverGatewayFilterFactory;
import dev.sluice.loadbalancer.inflight.AttemptFilter;
import dev.sluice.loadbalancer.inflight.InFlightFilter;
import dev.sluice.loadbalancer.pool.PoolObserver;
import dev.sluice.loadbalancer.pool.Pools;
import dev.sluice.loadbalancer.pool.Time;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.scheduler.Schedulers;

/** Strategies, health checks, permits and failover, for every service that Spring Cloud Gateway balances. */
@AutoConfiguration
@EnableConfigurationProperties(SluiceLoadBalancerProperties.class)
@LoadBalancerClients(defaultConfiguration = StrategyClientConfiguration.class)
public final class LoadBalancerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Pools pools(
            Environment environment,
            ObjectProvider<ReactorResourceFactory> resources,
            ObjectProvider<HttpClientSslConfigurer> ssl,
            ObjectProvider<PoolObserver> observers) {
        Time time = Time.system(Schedulers.parallel());
        PoolFactory factory = new PoolFactory(
                new ServiceSettings(environment),
                time,
                new Probes(resources, ssl),
                observers.orderedStream().toList());
        return new Pools(factory::create, time);
    }

    @Bean
    @ConditionalOnMissingBean
    PoolsOfRoutes poolsOfRoutes(
            ObjectProvider<RouteLocator> routes, ObjectProvider<LoadBalancerClientFactory> balancers, Pools pools) {
        return new PoolsOfRoutes(routes, balancers, pools);
    }

    @Bean
    @ConditionalOnMissingBean
    InFlightFilter inFlightFilter() {
        return new InFlightFilter();
    }

    @Bean
    @ConditionalOnMissingBean
    AttemptFilter attemptFilter() {
        return new AttemptFilter();
    }

    @Bean
    @ConditionalOnMissingBean
    FailoverGatewayFilterFactory failoverGatewayFilterFactory(Pools pools) {
        return new FailoverGatewayFilterFactory(pools);
    }
}
