package dev.sluice.gateway.backend;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.util.concurrent.FastThreadLocal;

/** Whether the operating system knows that the other side has not closed a connection: one system call, on Linux. */
final class OpenConnection {

    /** {@code TCP_ESTABLISHED} of {@code netinet/tcp.h}; after the other side's end it is {@code TCP_CLOSE_WAIT} or {@code TCP_CLOSE}. */
    private static final int ESTABLISHED = 1;

    private static final FastThreadLocal<EpollTcpInfo> INFO = new FastThreadLocal<>() {
        @Override
        protected EpollTcpInfo initialValue() {
            return new EpollTcpInfo();
        }
    };

    private OpenConnection() {}

    /** False where nobody can tell. */
    static boolean is(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket) || !socket.isActive()) {
            return false;
        }
        try {
            EpollTcpInfo info = INFO.get();
            socket.tcpInfo(info);
            return info.state() == ESTABLISHED;
        } catch (ChannelException e) {
            return false;
        }
    }
}
