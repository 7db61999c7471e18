package dev.sluice.gateway.eventloop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;
import java.util.ArrayList;
import java.util.List;

/** A system that remembers what it is told of one channel, and fails when it is to. */
final class ToldSystem implements IoHandler, IoRegistration {

    final List<EpollIoOps> told = new ArrayList<>();
    boolean fails;

    @Override
    public IoRegistration register(IoHandle channel) {
        channel.registered();
        return this;
    }

    @Override
    public long submit(IoOps ops) {
        if (fails) {
            throw new IllegalStateException("told nothing");
        }
        told.add((EpollIoOps) ops);
        return ((EpollIoOps) ops).value();
    }

    @Override
    public int run(IoHandlerContext context) {
        return 0;
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return true;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T attachment() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public boolean cancel() {
        return true;
    }
}
