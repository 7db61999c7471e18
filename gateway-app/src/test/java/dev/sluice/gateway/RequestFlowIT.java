package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.documentation.Markdown;
import dev.sluice.gateway.fastpath.Way;
import io.netty.channel.ChannelPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;

/** The way of a request is the one that {@code docs/request-flow.md} tells. */
class RequestFlowIT {

    private static final List<String> CLIENT_SIDE = new CopyOnWriteArrayList<>();
    private static final List<String> BACKEND_SIDE = new CopyOnWriteArrayList<>();

    private static final Backend BACKEND = Backend.saying("hello");
    private static final Gateway GATEWAY = Gateway.with(
            context -> {
                context.registerBean(
                        NettyServerCustomizer.class,
                        () -> server -> server.doOnConnection(
                                connection -> note(connection.channel().pipeline(), CLIENT_SIDE)));
                context.registerBean(
                        HttpClientCustomizer.class,
                        () -> client -> client.doOnConnected(
                                connection -> note(connection.channel().pipeline(), BACKEND_SIDE)));
            },
            Gateway.service("backends", List.of(BACKEND.uri())));

    private static final List<String> PAGE =
            Markdown.read("docs/request-flow.md").strongCode();

    @BeforeAll
    static void oneRequest() {
        assertThat(GATEWAY.get("/").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
        BACKEND.close();
    }

    @Test
    void thePageNamesEverythingOfOursInItsOrder() {
        List<String> way = new ArrayList<>(CLIENT_SIDE);
        way.addAll(webFilters());
        way.addAll(Way.filters(GATEWAY.context()));
        way.addAll(errorHandlers());
        way.addAll(BACKEND_SIDE);

        assertThat(PAGE).isEqualTo(way);
    }

    private static List<String> webFilters() {
        return ours(GATEWAY.context().getBeanProvider(WebFilter.class).orderedStream());
    }

    private static List<String> errorHandlers() {
        return ours(GATEWAY.context().getBeanProvider(WebExceptionHandler.class).orderedStream());
    }

    private static void note(ChannelPipeline pipeline, List<String> names) {
        if (names.isEmpty()) {
            names.addAll(ours(pipeline.toMap().values().stream()));
        }
    }

    private static List<String> ours(Stream<?> parts) {
        return parts.filter(RequestFlowIT::isOurs)
                .map(part -> part.getClass().getSimpleName())
                .toList();
    }

    private static boolean isOurs(Object part) {
        return part.getClass().getName().startsWith("dev.sluice.");
    }
}
