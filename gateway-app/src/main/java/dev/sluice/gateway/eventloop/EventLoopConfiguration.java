package dev.sluice.gateway.eventloop;

import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.ReactorNettyProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Event loops of this gateway's own, for its server and its client; elsewhere than on Linux, those that Reactor Netty shares with everybody. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnEpoll.class)
class EventLoopConfiguration {

    /** What comes in a rush, and soon enough done with to hold up nobody. */
    private static final int ACCEPTED_AT_ONCE = 256;

    @Bean
    @ConditionalOnMissingBean
    ReactorResourceFactory reactorResourceFactory(ReactorNettyProperties properties) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(EpollLoops::new);
        PropertyMapper.get().from(properties::getShutdownQuietPeriod).to(resources::setShutdownQuietPeriod);
        return resources;
    }

    @Bean
    HttpClientCustomizer onTheServersLoops(ReactorResourceFactory resources) {
        return client -> client.runOn(resources.getLoopResources());
    }

    /**
     * Netty would accept one connection in each round of the event loop: it takes the connection's number for a number of
     * bytes, other than it has asked for, and concludes that no more are there.
     */
    @Bean
    NettyServerCustomizer allWhoWaitAreLetIn() {
        return server -> server.option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator()
                        .respectMaybeMoreData(false)
                        .maxMessagesPerRead(ACCEPTED_AT_ONCE));
    }
}
