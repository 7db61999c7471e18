package dev.sluice.gateway.shutdown;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a stop needs: of every connection, of the server, and of the time in between. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShutdownProperties.class)
@Import({LastAnswers.class, LastConnections.class, ShutdownDelay.class})
class ShutdownConfiguration {

    @Bean
    NettyServerCustomizer eachConnectionHasALastAnswer(LastAnswers lastAnswers) {
        return server -> server.doOnChannelInit((observer, channel, address) -> lastAnswers.addTo(channel));
    }
}
