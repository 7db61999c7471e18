package dev.sluice.gateway.start;

import java.util.Set;

/**
 * Auto-configurations that come with the libraries and that nothing in this gateway can use, whatever the settings say, or whose work is done otherwise.
 *
 * <p>Each would be read, and its conditions asked, at every start; together they are a tenth of its work.
 */
enum Unused {
    /** There are no aspects, and no transactions but those of one statement: a proxy would be looked for around every bean. */
    PROXIES(
            "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration",
            "org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration",
            "org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration"),

    /** Flyway makes the tables, told by us. */
    SQL_SCRIPTS("org.springframework.boot.r2dbc.autoconfigure.R2dbcInitializationAutoConfiguration"),

    /** Redis is asked by scripts: nothing in here is a repository of Spring Data. */
    REPOSITORIES(
            "org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration",
            "org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration"),

    /** Nothing in here makes calls that block. */
    BLOCKING_CLIENTS(
            "org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration",
            "org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.RestTemplateObservationAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration",
            "org.springframework.cloud.client.loadbalancer.LoadBalancerAutoConfiguration",
            "org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration"),

    /** Beans with a balancer of their own ask for it; there are none. */
    BALANCED_CLIENTS(
            "org.springframework.cloud.client.loadbalancer.reactive.LoadBalancerBeanPostProcessorAutoConfiguration"),

    /** Instances are found, not announced. */
    ANNOUNCEMENTS(
            "org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration",
            "org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration"),

    /** A setting counts from one start to the next. */
    REFRESH(
            "org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration",
            "org.springframework.cloud.autoconfigure.LifecycleMvcEndpointAutoConfiguration",
            "org.springframework.cloud.autoconfigure.RefreshAutoConfiguration",
            "org.springframework.cloud.autoconfigure.RefreshEndpointAutoConfiguration",
            "org.springframework.cloud.autoconfigure.WritableEnvironmentEndpointAutoConfiguration"),

    /** What is remembered has bounds of its own; the response cache of routes brings its manager. */
    CACHES(
            "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
            "org.springframework.boot.cache.autoconfigure.CachesEndpointAutoConfiguration",
            "org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration",
            "org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration"),

    /** Lines of the log are counted where they are written, and not whenever somebody asks whether a level is on. */
    LOG_METRICS(
            "org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration"),

    /** No method is marked as scheduled. */
    SCHEDULES(
            "org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksEndpointAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration"),

    /** The build decides which libraries go together, and its tests whether they do. */
    CHECKS_OF_THE_BUILD(
            "org.springframework.cloud.commons.config.CommonsConfigAutoConfiguration",
            "org.springframework.cloud.configuration.CompatibilityVerifierAutoConfiguration",
            "org.springframework.cloud.gateway.config.GatewayClassPathWarningAutoConfiguration"),

    /** JSON is Jackson 3's; Jackson 2 is there for the document of the admin API, which brings its own. */
    OTHER_LANGUAGES(
            "org.springdoc.core.configuration.SpringDocJacksonKotlinModuleConfiguration",
            "org.springdoc.core.configuration.SpringDocKotlinConfiguration",
            "org.springdoc.core.configuration.SpringDocKotlinxConfiguration",
            "org.springframework.boot.actuate.autoconfigure.endpoint.jackson.Jackson2EndpointAutoConfiguration");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of() can't be changed.
    private final Set<String> autoConfigurations;

    Unused(String... autoConfigurations) {
        this.autoConfigurations = Set.of(autoConfigurations);
    }

    Set<String> autoConfigurations() {
        return autoConfigurations;
    }
}
