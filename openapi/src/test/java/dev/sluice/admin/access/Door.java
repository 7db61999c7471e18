package dev.sluice.admin.access;

import dev.sluice.admin.autoconfigure.AdminAutoConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A real server with the guard, stubs of the admin API and the actuator behind it, and something that answers all the rest.
 */
final class Door implements AutoCloseable {

    static final String USER = "spring.security.user.name=ops";
    static final String PASSWORD = "spring.security.user.password=se:cret";
    static final String RIGHT = basic("ops:se:cret");

    private static final int TIMEOUT_MILLIS = 30_000;

    private final ConfigurableApplicationContext context;

    private Door(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A server with these settings, each {@code key=value}. */
    static Door with(String... settings) {
        return of(List.of(), settings);
    }

    /** A server with these beans of somebody else's and these settings. */
    static Door of(List<Class<?>> others, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        Arrays.stream(settings).map(setting -> "--" + setting).forEach(arguments::add);
        List<Class<?>> sources = new ArrayList<>(others);
        sources.add(Behind.class);
        arguments.add("--springdoc.api-docs.enabled=false");
        return new Door(
                new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).run(arguments.toArray(String[]::new)));
    }

    static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** The whole answer to a {@code GET} for this very spelling of a path. */
    String get(String target, String... headers) {
        return send("GET", target, headers);
    }

    /** The whole answer to a request without a body; {@code Host} is localhost if no header says another. */
    String send(String method, String target, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Connection: close"));
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            lines.add("Host: localhost");
        }
        lines.addAll(List.of(headers));
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(method + " " + target, e);
        }
    }

    /** The status of an answer. */
    static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = AdminAutoConfiguration.class)
    static class Behind {

        @Bean
        Stub stub() {
            return new Stub();
        }
    }

    @RestController
    static final class Stub {

        @RequestMapping({"/clients", "/clients/{id}", "/clients/{id}/**", "/actuator", "/actuator/{*rest}"})
        Mono<String> admin(@PathVariable(required = false) String id, ServerWebExchange exchange) {
            return exchange.getPrincipal()
                    .map(caller -> "admin " + id + " " + caller.getName())
                    .defaultIfEmpty("admin " + id + " nobody");
        }

        /** Takes what nothing else here takes, as the routes of a gateway do. */
        @RequestMapping("/**")
        Mono<String> proxied() {
            return Mono.just("proxied");
        }
    }
}
