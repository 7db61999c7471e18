package dev.sluice.loadbalancer.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;

/** The strategies, for every service that Spring Cloud balances. */
@AutoConfiguration
@EnableConfigurationProperties(SluiceLoadBalancerProperties.class)
@LoadBalancerClients(defaultConfiguration = StrategyClientConfiguration.class)
public final class LoadBalancerAutoConfiguration {}
