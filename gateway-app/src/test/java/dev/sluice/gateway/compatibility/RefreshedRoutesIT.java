package dev.sluice.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionWriter;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/** Routes that come and go while the gateways run. */
class RefreshedRoutesIT {

    private static final Row FIXED = Row.of("Fixed").sends("GET {}/").shows("GET {}/ ");

    /** Whoever sits at this machine may ask the actuator of ours without credentials. */
    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            List.of(FIXED),
            "spring.cloud.gateway.server.webflux.discovery.locator.enabled=true",
            "management.endpoint.gateway.access=unrestricted",
            "management.endpoints.web.exposure.include=gateway",
            "sluice.admin.anonymous-from-loopback=true");

    @Test
    void aRouteOfARepositoryComesAndGoes() {
        Row added = Row.withoutRoute("Added").sends("GET {}/x").shows("GET /new/x ");
        GATEWAYS.agreeOn(added.shows(" 404 "));

        both().forEach(gateway -> {
            writer(gateway).save(Mono.just(definition("added", "/added"))).block();
            refresh(gateway);
            await(gateway, "/added/x", " 200 ");
        });
        GATEWAYS.agreeOn(added);
        GATEWAYS.agreeOn(FIXED);

        both().forEach(gateway -> {
            writer(gateway).delete(Mono.just("added")).block();
            refresh(gateway);
            await(gateway, "/added/x", " 404 ");
        });
        GATEWAYS.agreeOn(added.shows(" 404 "));
    }

    @Test
    void aRouteOfTheActuatorComesAndGoes() {
        String definition = "{\"id\":\"told\",\"uri\":\"http://127.0.0.1:%d\","
                        .formatted(GATEWAYS.backends().port(1))
                + "\"predicates\":[{\"name\":\"Path\",\"args\":{\"pattern\":\"/told/**\"}}],"
                + "\"filters\":[{\"name\":\"StripPrefix\",\"args\":{\"parts\":\"1\"}}]}";
        Row told = Row.withoutRoute("Told").sends("GET {}/x").shows("two GET /x ");

        both().forEach(gateway -> {
            assertThat(actuator(gateway, "POST", "/routes/told", definition)).contains(" 201 ");
            assertThat(actuator(gateway, "POST", "/refresh", "")).contains(" 200 ");
            await(gateway, "/told/x", " 200 ");
        });
        GATEWAYS.agreeOn(told);

        both().forEach(gateway -> {
            assertThat(actuator(gateway, "DELETE", "/routes/told", "")).contains(" 200 ");
            assertThat(actuator(gateway, "POST", "/refresh", "")).contains(" 200 ");
            await(gateway, "/told/x", " 404 ");
        });
        GATEWAYS.agreeOn(told.shows(" 404 "));
    }

    @Test
    void theRoutesOfDiscoveredServicesComeByThemselves() {
        both().forEach(gateway -> await(gateway, "/single/", " 200 "));

        GATEWAYS.agreeOn(
                Row.withoutRoute("Discovered").sends("GET /single/x%20y?z").shows("one GET /x%20y?z "));
    }

    private static Stream<ConfigurableApplicationContext> both() {
        return Stream.of(GATEWAYS.stock(), GATEWAYS.ours());
    }

    private static RouteDefinition definition(String id, String path) {
        RouteDefinition definition = new RouteDefinition(
                id + "=http://127.0.0.1:" + GATEWAYS.backends().port(0) + ",Path=" + path + "/**");
        definition.setFilters(List.of(new FilterDefinition("StripPrefix=1"), new FilterDefinition("PrefixPath=/new")));
        return definition;
    }

    private static RouteDefinitionWriter writer(ConfigurableApplicationContext gateway) {
        return gateway.getBean(RouteDefinitionWriter.class);
    }

    private static void refresh(ConfigurableApplicationContext gateway) {
        gateway.publishEvent(new RefreshRoutesEvent(gateway));
    }

    private static String actuator(ConfigurableApplicationContext gateway, String method, String path, String body) {
        int port = BothGateways.port(gateway);
        Message request = Message.of(
                        method + " /actuator/gateway" + path + " HTTP/1.1",
                        "Host: 127.0.0.1:" + port,
                        "Content-Type: application/json",
                        "Content-Length: " + body.length())
                .with(body);
        return GATEWAYS.send(gateway, request).toString();
    }

    private static void await(ConfigurableApplicationContext gateway, String path, String status) {
        Message request = Message.of("GET " + path + " HTTP/1.1", "Host: www.example.org");
        GATEWAYS.backends().answer(List.of(Row.HELLO));
        Awaitility.await().until(() -> GATEWAYS.send(gateway, request).start().contains(status));
    }
}
