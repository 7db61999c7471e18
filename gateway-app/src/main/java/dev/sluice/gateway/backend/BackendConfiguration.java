package dev.sluice.gateway.backend;

import dev.sluice.gateway.http.SlowReaderHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.netty.NettyPipeline;

/** The pool of connections to backends, and what is added to the pipeline of each. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackendProperties.class)
@Import({BackendFaultFilter.class, BrokenAnswerFilter.class})
class BackendConfiguration {

    @Bean
    HttpClientFactory httpClientFactory(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            BackendProperties backend,
            MeterRegistry registry) {
        return new BoundedHttpClientFactory(
                properties, server, ssl, customizers, backend.maxPending(), new ConnectionMeters(registry));
    }

    /** Whether a request is sent once more, and where, is decided in one place: by the filter Failover. */
    @Bean
    HttpClientCustomizer nothingIsSentTwice() {
        return client -> client.disableRetry(true);
    }

    /** A backend that has answered in the middle of an upload, and ended the connection, is heard although no more can be written. */
    @Bean
    HttpClientCustomizer whatWasSaidIsRead() {
        return client -> client.option(ChannelOption.AUTO_CLOSE, false);
    }

    @Bean
    HttpClientCustomizer connectionsAreWatched(BackendProperties backend) {
        long bodyTimeoutNanos = backend.bodyTimeout().toNanos();
        return client -> client.doOnChannelInit((observer, channel, address) -> {
            String codec = NettyPipeline.HttpCodec;
            if (channel.pipeline().get(codec) == null) {
                return;
            }
            StrictAnswerHandler answers = new StrictAnswerHandler();
            channel.pipeline()
                    .addFirst("sluice.slowBackend", new SlowReaderHandler(backend.sendTimeout()))
                    .addBefore(codec, SurplusHandler.NAME, new SurplusHandler(answers))
                    .addAfter(codec, StrictAnswerHandler.NAME, answers);
            if (bodyTimeoutNanos > 0) {
                channel.pipeline()
                        .addAfter(
                                StrictAnswerHandler.NAME,
                                BodyTimeoutHandler.NAME,
                                new BodyTimeoutHandler(bodyTimeoutNanos, TimeUnit.NANOSECONDS));
            }
        });
    }
}
