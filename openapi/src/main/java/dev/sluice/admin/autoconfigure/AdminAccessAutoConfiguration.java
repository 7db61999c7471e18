package dev.sluice.admin.autoconfigure;

import dev.sluice.admin.access.AdminGuard;
import dev.sluice.admin.access.AdminPaths;
import dev.sluice.admin.access.AdminUser;
import dev.sluice.admin.access.FailedLogins;
import dev.sluice.admin.access.GuardedPath;
import dev.sluice.admin.access.Login;
import dev.sluice.admin.access.NoSuchCall;
import dev.sluice.tokenbucket.autoconfigure.TokenBucketAutoConfiguration;
import dev.sluice.tokenbucket.client.Cidr;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/**
 * The guard of the admin API and the actuator.
 *
 * <p>Spring Boot locks every path of a gateway that has Spring Security on its class path, and ours may have it for the guard
 * alone. So where no bean says that the gateway has a use of its own for Spring Security, the guard goes by the type of Spring
 * Security's filter, and Spring Boot adds none. Where one does, Spring Boot goes on as if the guard were not there.
 */
@AutoConfiguration(
        before = {
            ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration.class,
            ReactiveManagementWebSecurityAutoConfiguration.class,
            ReactiveWebSecurityAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class
        },
        after = {TokenBucketAutoConfiguration.class, ReactiveOAuth2ResourceServerAutoConfiguration.class},
        afterName =
                "org.springframework.boot.security.oauth2.client.autoconfigure.reactive.ReactiveOAuth2ClientWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties({AdminProperties.class, SecurityProperties.class})
public final class AdminAccessAutoConfiguration {

    private static final String ACTUATOR_BASE_PATH = "management.endpoints.web.base-path";

    @Bean
    @ConditionalOnMissingBean
    AdminPaths adminPaths(Environment environment, ObjectProvider<GuardedPath> pages) {
        return new AdminPaths(
                environment.getProperty(ACTUATOR_BASE_PATH, "/actuator"),
                pages.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    FailedLogins failedLogins(Environment environment) {
        List<Cidr> proxies = Binder.get(environment)
                .bind("sluice.token-bucket.trusted-proxies", Bindable.listOf(Cidr.class))
                .orElse(List.of());
        return new FailedLogins(new TrustedProxies(proxies), MonotonicClock.system());
    }

    @Bean
    @ConditionalOnMissingBean({
        WebFilterChainProxy.class,
        SecurityWebFilterChain.class,
        ReactiveAuthenticationManager.class,
        ReactiveAuthenticationManagerResolver.class,
        ReactiveUserDetailsService.class,
        ReactiveOpaqueTokenIntrospector.class
    })
    AdminGuard adminGuard(
            AdminProperties properties,
            SecurityProperties security,
            ObjectProvider<ReactiveJwtDecoder> decoder,
            FailedLogins failures,
            ErrorWriter errors,
            AdminPaths paths) {
        Login login = new Login(user(security.getUser()), Optional.ofNullable(decoder.getIfUnique()), failures);
        return new AdminGuard(paths, login, failures, properties.anonymousFromLoopback(), errors);
    }

    /** The same guard, by a type in which Spring Boot does not see Spring Security's filter. */
    @Bean
    @ConditionalOnMissingBean(AdminGuard.class)
    WebFilter adminGuardBesideAnother(
            AdminProperties properties,
            SecurityProperties security,
            ObjectProvider<ReactiveJwtDecoder> decoder,
            FailedLogins failures,
            ErrorWriter errors,
            AdminPaths paths) {
        return adminGuard(properties, security, decoder, failures, errors, paths);
    }

    @Bean
    @ConditionalOnMissingBean
    NoSuchCall noSuchCall(AdminPaths paths) {
        return new NoSuchCall(paths);
    }

    /** Nobody; without this bean Spring Boot would make up a password and log it. */
    @Bean
    @ConditionalOnBean(AdminGuard.class)
    ReactiveUserDetailsService nobody() {
        return name -> Mono.empty();
    }

    /**
     * What Spring Boot builds a chain for tokens with, whoever else is there (spring-boot #50778); nothing reads that chain.
     */
    @Bean
    @Scope(BeanDefinition.SCOPE_PROTOTYPE)
    @ConditionalOnBean(AdminGuard.class)
    ServerHttpSecurity unreadServerHttpSecurity() {
        return ServerHttpSecurity.http();
    }

    private static Optional<AdminUser> user(SecurityProperties.User user) {
        return user.isPasswordGenerated()
                ? Optional.empty()
                : Optional.of(new AdminUser(user.getName(), user.getPassword(), user.getRoles()));
    }
}
