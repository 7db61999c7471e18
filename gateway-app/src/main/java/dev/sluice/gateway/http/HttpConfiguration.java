package dev.sluice.gateway.http;

import dev.sluice.tokenbucket.error.ErrorWriter;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** What is added to the pipeline of every connection. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    NettyServerCustomizer malformedRequestsAreRefused(ErrorWriter errors) {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, MalformedRequestHandler.NAME, new MalformedRequestHandler(errors)));
    }
}
