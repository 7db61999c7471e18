package dev.sluice.gateway.console;

import dev.sluice.admin.access.GuardedPath;
import dev.sluice.gateway.console.Traffic.Totals;
import dev.sluice.gateway.observability.RequestMeters;
import dev.sluice.loadbalancer.actuator.LoadBalancerEndpoint;
import dev.sluice.loadbalancer.pool.Pools;
import dev.sluice.tokenbucket.filter.DecisionCounts;
import dev.sluice.tokenbucket.filter.Outcome;
import dev.sluice.tokenbucket.usage.Refusals;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The pages at {@code /console}, unless the settings say that there are none. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "sluice.console.enabled", matchIfMissing = true)
    static class TurnedOn {

        @Bean
        GuardedPath consoleIsGuarded() {
            return new GuardedPath(ConsoleMapping.PATH);
        }

        @Bean
        ConsoleMapping consoleMapping(Live live) throws Exception {
            ResourceWebHandler files = new ResourceWebHandler();
            files.setLocations(List.of(new ClassPathResource("console/")));
            files.afterPropertiesSet();
            return new ConsoleMapping(files, new LiveStream(live));
        }

        @Bean
        Latencies consoleLatencies() {
            return new Latencies();
        }

        @Bean
        Live consoleLive(
                Latencies latencies,
                RequestMeters requests,
                DecisionCounts decisions,
                Pools pools,
                Refusals refusals,
                ObjectProvider<HealthEndpoint> health,
                Environment environment,
                JsonMapper json) {
            TrafficMeter meter = new TrafficMeter(
                    () -> totals(requests, decisions), latencies, System::nanoTime, InstantSource.system());
            LoadBalancerEndpoint services = new LoadBalancerEndpoint(pools);
            String actuator = actuator(environment);
            return new Live(
                    meter,
                    traffic -> new State(
                            traffic,
                            services.services().services(),
                            Optional.ofNullable(health.getIfAvailable())
                                    .map(HealthEndpoint::health)
                                    .orElse(null),
                            refusals.top()),
                    json::writeValueAsString,
                    history -> json.writeValueAsString(new Greeting(version(), actuator, history)),
                    Schedulers.boundedElastic());
        }

        private static Totals totals(RequestMeters requests, DecisionCounts decisions) {
            return new Totals(
                    requests.ended(),
                    decisions.of(Outcome.REFUSED) + decisions.of(Outcome.UNKNOWN_CLIENT),
                    requests.failed());
        }

        private static @Nullable String version() {
            return ConsoleConfiguration.class.getPackage().getImplementationVersion();
        }

        private static @Nullable String actuator(Environment environment) {
            return ManagementPortType.get(environment) == ManagementPortType.SAME
                    ? environment.getProperty("management.endpoints.web.base-path", "/actuator")
                    : null;
        }
    }
}
