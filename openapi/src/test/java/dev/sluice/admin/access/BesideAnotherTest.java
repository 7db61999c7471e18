package dev.sluice.admin.access;

import static dev.sluice.admin.access.Door.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.WebFilter;

/** In a gateway that has a use of its own for Spring Security. */
@ExtendWith(OutputCaptureExtension.class)
class BesideAnotherTest {

    /** The order of Spring Security's own filter. */
    private static final int SPRING_SECURITY = -100;

    private static final String CUSTOMER = Door.basic("customer:pw");

    @Test
    void theirChainGuardsWhatItGuarded() {
        try (Door door = Door.of(List.of(TheirChain.class), Door.USER, Door.PASSWORD)) {
            assertThat(status(door.get("/shop"))).isEqualTo(401);
            assertThat(door.get("/shop", CUSTOMER)).endsWith("proxied");
            assertThat(door.get("/open")).endsWith("proxied");
            assertThat(status(door.get("/open/clients"))).isEqualTo(200);
        }
    }

    @Test
    void theirUsersAreNoneOfOurs() {
        try (Door door = Door.of(List.of(TheirChain.class), Door.USER, Door.PASSWORD)) {
            assertThat(status(door.get("/clients"))).isEqualTo(401);
            assertThat(status(door.get("/clients", CUSTOMER))).isEqualTo(401);
            assertThat(status(door.get("/clients", Door.RIGHT))).isEqualTo(200);
        }
    }

    @Test
    void whoTheyKnowByOtherMeansIsNoneOfOurs() {
        try (Door door = Door.of(List.of(TheirSession.class), Door.USER, Door.PASSWORD)) {
            assertThat(status(door.get("/clients"))).isEqualTo(401);
            assertThat(door.get("/clients", Door.RIGHT)).endsWith("admin null ops");
            assertThat(door.get("/actuator/health")).endsWith("admin null nobody");
        }
    }

    @Test
    void theirRulesHoldForOurPathsAsWell() {
        try (Door door = Door.of(
                List.of(TheirChain.class), Door.USER, Door.PASSWORD, "sluice.admin.anonymous-from-loopback=true")) {
            assertThat(status(door.get("/actuator/env"))).isEqualTo(401);
            assertThat(status(door.get("/actuator/health"))).isEqualTo(401);
            assertThat(status(door.get("/clients"))).isEqualTo(200);
        }
    }

    @Test
    void whoSaysThatTheyEnableItHasIt() {
        try (Door door = Door.of(List.of(Enabled.class))) {
            assertThat(status(door.get("/shop"))).isEqualTo(401);
            assertThat(status(door.get("/clients"))).isEqualTo(401);
        }
    }

    @Test
    void usersOfTheirOwnKeepSpringBootsLock(CapturedOutput output) {
        try (Door door = Door.of(List.of(TheirUsers.class), Door.USER, Door.PASSWORD)) {
            assertThat(status(door.get("/shop"))).isNotEqualTo(200);
            assertThat(door.get("/shop", CUSTOMER)).endsWith("proxied");
            assertThat(status(door.get("/clients", CUSTOMER))).isEqualTo(401);
        }
        assertThat(output).doesNotContain("generated security password");
    }

    @Configuration(proxyBeanMethods = false)
    static class TheirUsers {

        @Bean
        MapReactiveUserDetailsService customers() {
            return new MapReactiveUserDetailsService(
                    User.withUsername("customer")
                            .password("{noop}pw")
                            .roles("CUSTOMER")
                            .build(),
                    User.withUsername("ops").password("{noop}se:cret").roles().build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TheirChain extends TheirUsers {

        @Bean
        SecurityWebFilterChain theirs(ServerHttpSecurity http) {
            return http.authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/open/**", "/open", "/clients/**")
                            .permitAll()
                            .anyExchange()
                            .authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }
    }

    /** Takes everybody for a customer whom it remembers. */
    @Configuration(proxyBeanMethods = false)
    static class TheirSession {

        @Bean
        @Order(SPRING_SECURITY)
        WebFilter remembered() {
            return (exchange, chain) -> chain.filter(exchange)
                    .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                            UsernamePasswordAuthenticationToken.authenticated("customer", null, List.of())));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFluxSecurity
    static class Enabled extends TheirUsers {}
}
