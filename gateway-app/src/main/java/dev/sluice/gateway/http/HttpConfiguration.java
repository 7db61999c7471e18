package dev.sluice.gateway.http;

import dev.sluice.tokenbucket.error.ErrorWriter;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/**
 * What is added to the pipeline of every connection, in this order from the socket on: slow readers, folded headers, slow
 * clients, the decoder, idle connections, escapes, refusals, connection options, last requests, the server's own queue of requests, HTTP/1.0, last
 * answers, and what was sent.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpServerProperties.class)
class HttpConfiguration {

    @Bean
    NettyServerCustomizer strictHttp(
            ErrorWriter errors, HttpServerProperties properties, NettyServerProperties server) {
        StrictHttp rules = new StrictHttp(properties.maxHeaders());
        ConnectionOptionsHandler connectionOptions = new ConnectionOptionsHandler();
        EscapingHandler escaping = new EscapingHandler();
        Optional<Duration> idleTimeout = idleTimeoutOf(server);
        return http -> http.doOnChannelInit((observer, channel, address) -> {
            Arrival arrival = new Arrival();
            AnswersDue due = new AnswersDue();
            LastRequestHandler lastRequest = new LastRequestHandler();
            channel.pipeline()
                    .addFirst("sluice.slowReader", new SlowReaderHandler(properties.sendTimeout()))
                    .addBefore(NettyPipeline.HttpCodec, "sluice.foldedHeader", new FoldedHeaderHandler(arrival))
                    .addBefore(NettyPipeline.HttpCodec, "sluice.slowClient", new SlowClientHandler(arrival, properties))
                    .addAfter(NettyPipeline.HttpCodec, "sluice.lastRequest", lastRequest)
                    .addAfter(NettyPipeline.HttpCodec, "sluice.connectionOptions", connectionOptions)
                    .addAfter(
                            NettyPipeline.HttpCodec, "sluice.refusal", new RefusalHandler(rules, errors, arrival, due))
                    .addAfter(NettyPipeline.HttpCodec, "sluice.escaping", escaping)
                    .addAfter(NettyPipeline.HttpTrafficHandler, "sluice.sentAnswer", new SentAnswer())
                    .addAfter(NettyPipeline.HttpTrafficHandler, "sluice.lastAnswer", new LastAnswerHandler(lastRequest))
                    .addAfter(NettyPipeline.HttpTrafficHandler, "sluice.http10", new Http10Handler());
            idleTimeout.ifPresent(timeout -> channel.pipeline()
                    .addAfter(
                            NettyPipeline.HttpCodec, "sluice.idle", new IdleConnectionHandler(arrival, due, timeout)));
        });
    }

    /** Takes the timeout over from the server, which would watch by itself. */
    private static Optional<Duration> idleTimeoutOf(NettyServerProperties server) {
        Optional<Duration> timeout =
                Optional.ofNullable(server.getIdleTimeout()).filter(set -> set.compareTo(Duration.ZERO) > 0);
        server.setIdleTimeout(null);
        return timeout;
    }
}
