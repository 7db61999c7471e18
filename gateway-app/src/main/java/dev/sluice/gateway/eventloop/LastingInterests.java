package dev.sluice.gateway.eventloop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;

/** Netty's own way to ask the system what is ready, for channels whose interest in reading lasts. */
final class LastingInterests implements IoHandler {

    private final IoHandler epoll;

    private LastingInterests(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory over(IoHandlerFactory epoll) {
        return loop -> new LastingInterests(epoll.newHandler(loop));
    }

    @Override
    public IoRegistration register(IoHandle channel) throws Exception {
        return new LastingInterest((EpollIoHandle) channel, epoll);
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return epoll.isCompatible(type);
    }
}
