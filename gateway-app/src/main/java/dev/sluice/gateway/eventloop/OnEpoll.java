package dev.sluice.gateway.eventloop;

import io.netty.channel.epoll.Epoll;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import reactor.netty.resources.LoopResources;

/** On Linux, unless Reactor Netty is told to do without native code. */
final class OnEpoll implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return LoopResources.DEFAULT_NATIVE && Epoll.isAvailable();
    }
}
