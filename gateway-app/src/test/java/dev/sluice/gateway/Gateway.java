package dev.sluice.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The application itself, as it is shipped, on a free port and with a database in memory, and a client that calls it. */
final class Gateway implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    private Gateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A gateway with these settings, each {@code key=value}. */
    static Gateway with(String... settings) {
        return with(context -> {}, settings);
    }

    /** A gateway with these settings and a change to its context. */
    static Gateway with(ApplicationContextInitializer<GenericApplicationContext> change, String... settings) {
        List<String> arguments = new ArrayList<>();
        if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("server.port="))) {
            arguments.add("--server.port=0");
        }
        if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("spring.r2dbc.url="))) {
            arguments.add("--spring.r2dbc.url=r2dbc:h2:mem:///" + UUID.randomUUID() + "?options=DB_CLOSE_DELAY=-1");
        }
        Arrays.stream(settings).map(setting -> "--" + setting).forEach(arguments::add);
        return new Gateway(new SpringApplicationBuilder(GatewayApplication.class)
                .initializers(change)
                .run(arguments.toArray(String[]::new)));
    }

    /** The settings that make these the instances of a service, and whatever other settings. */
    static String[] service(String name, List<String> uris, String... settings) {
        List<String> all = new ArrayList<>();
        IntStream.range(0, uris.size())
                .mapToObj(i ->
                        "spring.cloud.discovery.client.simple.instances.%s[%d].uri=%s".formatted(name, i, uris.get(i)))
                .forEach(all::add);
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }

    /** A gateway before one backend. */
    static Gateway before(Backend backend, String... settings) {
        return with(service("backends", List.of(backend.uri()), settings));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(TIMEOUT);
    }

    HttpResponse<String> get(String target, String... headers) {
        HttpRequest.Builder request = request(target);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> begin(String target, String... headers) {
        HttpRequest.Builder request = request(target);
        return CLIENT.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    /** As many requests at once, and their status codes. */
    List<Integer> statusesOf(int requests, String target) {
        List<CompletableFuture<HttpResponse<String>>> running =
                IntStream.range(0, requests).mapToObj(i -> begin(target)).toList();
        return running.stream().map(answer -> answer.join().statusCode()).toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
