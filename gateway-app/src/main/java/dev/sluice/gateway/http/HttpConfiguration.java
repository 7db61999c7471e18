package dev.sluice.gateway.http;

import dev.sluice.tokenbucket.error.ErrorWriter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/**
 * What is added to the pipeline of every connection, in this order from the socket on: folded headers, slow clients, the
 * decoder, escapes, refusals, connection options, last requests, the server's own queue of requests, HTTP/1.0, last
 * answers, and what was sent.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpServerProperties.class)
class HttpConfiguration {

    @Bean
    NettyServerCustomizer strictHttp(ErrorWriter errors, HttpServerProperties properties) {
        StrictHttp rules = new StrictHttp(properties.maxHeaders());
        ConnectionOptionsHandler connectionOptions = new ConnectionOptionsHandler();
        EscapingHandler escaping = new EscapingHandler();
        return server -> server.doOnChannelInit((observer, channel, address) -> {
            Arrival arrival = new Arrival();
            LastRequestHandler lastRequest = new LastRequestHandler();
            channel.pipeline()
                    .addBefore(NettyPipeline.HttpCodec, "sluice.foldedHeader", new FoldedHeaderHandler(arrival))
                    .addBefore(NettyPipeline.HttpCodec, "sluice.slowClient", new SlowClientHandler(arrival, properties))
                    .addAfter(NettyPipeline.HttpCodec, "sluice.lastRequest", lastRequest)
                    .addAfter(NettyPipeline.HttpCodec, "sluice.connectionOptions", connectionOptions)
                    .addAfter(NettyPipeline.HttpCodec, "sluice.refusal", new RefusalHandler(rules, errors, arrival))
                    .addAfter(NettyPipeline.HttpCodec, "sluice.escaping", escaping)
                    .addAfter(NettyPipeline.HttpTrafficHandler, "sluice.sentAnswer", new SentAnswer())
                    .addAfter(NettyPipeline.HttpTrafficHandler, "sluice.lastAnswer", new LastAnswerHandler(lastRequest))
                    .addAfter(NettyPipeline.HttpTrafficHandler, "sluice.http10", new Http10Handler());
        });
    }
}
