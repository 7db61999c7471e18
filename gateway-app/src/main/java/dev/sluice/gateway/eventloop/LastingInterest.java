package dev.sluice.gateway.eventloop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandler;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;

/**
 * A channel's registration with the system, to which the system's interest in reading outlasts the channel's.
 *
 * <p>A channel that is asked for one message after the other is interested in reading for each, and not in between. To tell the system so
 * takes a call each time: four for a request, which comes on one connection and is answered on another. Mostly nothing arrives in between. So
 * the system is told only when something has, of which the channel does not hear. Nothing is lost by that: epoll says what is ready, not what has
 * become so ({@code EPOLLET}, which Netty does not use), and says it again when the channel is interested again.
 */
@SuppressWarnings("try") // it is closed by the event loop, which is prepared for any exception
final class LastingInterest implements EpollIoHandle, IoRegistration {

    private final EpollIoHandle channel;
    private final IoRegistration system;

    /** What the channel wants to hear of. */
    private EpollIoOps wanted = EpollIoOps.NONE;

    /** What the system has been told that it wants. */
    private EpollIoOps told = EpollIoOps.NONE;

    LastingInterest(EpollIoHandle channel, IoHandler epoll) throws Exception {
        this.channel = channel;
        this.system = epoll.register(this);
    }

    @Override
    public long submit(IoOps ops) {
        wanted = (EpollIoOps) ops;
        return isTold() ? wanted.value() : tell();
    }

    /**
     * Whether the system has been told what the channel wants, or that and reading. Of a channel that wants nothing it has to be told so: it
     * reports errors to all others.
     */
    private boolean isTold() {
        return told.equals(wanted) || (!wanted.equals(EpollIoOps.NONE) && told.equals(wanted.with(EpollIoOps.EPOLLIN)));
    }

    private long tell() {
        long submission = system.submit(wanted);
        told = wanted;
        return submission;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        EpollIoOps ready = ((EpollIoEvent) event).ops();
        if (wanted.contains(EpollIoOps.EPOLLIN) || !ready.contains(EpollIoOps.EPOLLIN)) {
            channel.handle(this, event);
            return;
        }
        // What came of another channel's event, which the system reported together with this one, may have told it
        // already.
        if (told.contains(EpollIoOps.EPOLLIN)) {
            tell();
        }
        EpollIoOps others = ready.without(EpollIoOps.EPOLLIN);
        if (!others.equals(EpollIoOps.NONE)) {
            channel.handle(this, (EpollIoEvent) () -> others);
        }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
    public <T> T attachment() {
        return system.attachment();
    }

    @Override
    public boolean isValid() {
        return system.isValid();
    }

    @Override
    public boolean cancel() {
        return system.cancel();
    }

    @Override
    public FileDescriptor fd() {
        return channel.fd();
    }

    @Override
    public void registered() {
        channel.registered();
    }

    @Override
    public void unregistered() {
        channel.unregistered();
    }

    @Override
    public void close() throws Exception {
        channel.close();
    }
}
