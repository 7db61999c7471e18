package dev.sluice.gateway.observability;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.admin.access.AdminPaths;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.observation.ObservationPredicate;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayObservationConvention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** What the gateway tells of its traffic. */
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

    @Bean
    RequestMeters requestMeters(MeterRegistry registry) {
        return new RequestMeters(registry);
    }

    @Bean
    LogEvents logEvents() {
        return new LogEvents((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    /** The buffers of connections, which Netty takes from the system itself where the JVM's own accounts don't see them. */
    @Bean
    MeterBinder buffers() {
        return new NettyAllocatorMetrics((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT);
    }

    @Bean
    @ConditionalOnTracing(true)
    GatewayObservationConvention spansWithoutQueries() {
        return new SpansWithoutQueries();
    }

    /** What is proxied has a meter of its own, and is observed only for the traces' sake: an observation costs more than a limit. */
    @Bean
    @ConditionalOnTracing(false)
    ObservationPredicate onlyOurOwnCallsAreObserved(AdminPaths paths) {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request)
                || (request.getCarrier() != null
                        && paths.guards(request.getCarrier().getPath()));
    }
}
