package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.observability.ConditionalOnTracing;
import java.util.List;
import java.util.Objects;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.config.GatewayLoadBalancerProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.accept.ApiVersionStrategy;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import org.springframework.web.server.handler.FilteringWebHandler;

/** The fast path, as long as no request has to be traced on its way. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnTracing(false)
class FastPathConfiguration {

    @Bean
    RouteTables routeTables(
            RouteLocator routes,
            RouteDefinitionLocator definitions,
            FilterLists filters,
            GlobalCorsProperties cors,
            @Value("${spring.webflux.base-path:}") String basePath) {
        return new RouteTables(routes, definitions, filters, cors, !StringUtils.hasText(basePath));
    }

    @Bean
    FilterLists filterLists(List<GlobalFilter> globalFilters, Answering answering, PlainRoutes plainRoutes) {
        return new FilterLists(globalFilters, answering, plainRoutes);
    }

    @Bean
    Answering answering(GatewayProperties gateway, List<HttpHeadersFilter> headersFilters) {
        return new Answering(gateway.getStreamingMediaTypes(), headersFilters);
    }

    @Bean
    PlainRoutes plainRoutes(
            LoadBalancerClientFactory balancers,
            GatewayLoadBalancerProperties balancing,
            ObjectProvider<WebFilter> webFilters) {
        boolean watched = webFilters.stream().anyMatch(FastPathConfiguration::isForeign);
        return new PlainRoutes(balancers, balancing, watched);
    }

    /** The last one to be asked is the innermost: whatever other decorators do, they do around both ways. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    HttpHandlerDecoratorFactory fastPath(
            DispatcherHandler dispatcher,
            RouteTables tables,
            ObjectProvider<ApiVersionStrategy> versions,
            ApplicationContext context) {
        // Whoever has versions of an API wants them looked at before any route.
        boolean versioned = versions.getIfAvailable() != null;
        return host -> !versioned
                        && host instanceof HttpWebHandlerAdapter adapter
                        // A server of its own for the actuator, in a context below this one, has none of the routes.
                        && context.equals(adapter.getApplicationContext())
                        && adapter.getForwardedHeaderTransformer() == null
                        && adapter.getDelegate() instanceof ExceptionHandlingWebHandler handling
                        && handling.getDelegate() instanceof FilteringWebHandler filtering
                ? beside(adapter, handling, filtering, dispatcher, tables)
                : host;
    }

    private static FastPath beside(
            HttpWebHandlerAdapter host,
            ExceptionHandlingWebHandler handling,
            FilteringWebHandler filtering,
            DispatcherHandler dispatcher,
            RouteTables tables) {
        WebFilterChain path = WebChain.of(filtering.getFilters(), new Routes(tables::current, dispatcher));
        Failures failures = new Failures(handling.getExceptionHandlers());
        LocalPaths local = new LocalPaths(() -> Objects.requireNonNull(dispatcher.getHandlerMappings()));
        return new FastPath(host, path, failures, new Eligibility(local, tables), new Exchanges(host));
    }

    private static boolean isForeign(WebFilter filter) {
        String type = AopUtils.getTargetClass(filter).getName();
        return !type.startsWith("dev.sluice.") && !type.startsWith("org.springframework.");
    }
}
