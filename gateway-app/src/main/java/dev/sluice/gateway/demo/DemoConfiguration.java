package dev.sluice.gateway.demo;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/** Backends to begin with, in the profile {@code demo}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DemoProperties.class)
class DemoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @Profile("demo")
    @Import(DemoBackends.class)
    static class TurnedOn {}
}
