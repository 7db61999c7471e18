package dev.sluice.admin.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** An application that has this library on its class path and clients in a new H2 database, and a client that calls it. */
public final class AdminApp implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;

    private AdminApp(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** An application with these settings, each {@code key=value}. */
    public static AdminApp with(String... settings) {
        return with(context -> {}, settings);
    }

    /** An application with these settings and a change to its context. */
    static AdminApp with(ApplicationContextInitializer<GenericApplicationContext> change, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--sluice.admin.anonymous-from-loopback=true",
                "--spring.r2dbc.url=r2dbc:pool:h2:mem:///admin" + DATABASES.incrementAndGet()
                        + "?options=DB_CLOSE_DELAY=-1"));
        Stream.of(settings).map(setting -> "--" + setting).forEach(arguments::add);
        return new AdminApp(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.REACTIVE)
                .initializers(change)
                .run(arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The address of a path. */
    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + target);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(uri(target)).timeout(TIMEOUT);
    }

    public HttpResponse<String> get(String target, String... headers) {
        HttpRequest.Builder request = request(target);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String target, String json) {
        return send(json("POST", target, json));
    }

    HttpResponse<String> put(String target, String json) {
        return send(json("PUT", target, json));
    }

    HttpResponse<String> patch(String target, String json) {
        return send(json("PATCH", target, json));
    }

    HttpResponse<String> delete(String target) {
        return send(request(target).DELETE());
    }

    HttpRequest.Builder json(String method, String target, String json) {
        return request(target).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
