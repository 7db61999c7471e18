package dev.sluice.gateway.eventloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** With real sockets: what arrives while nobody reads waits, is read when somebody does, and that the other side has gone is seen at once. */
@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
class EpollLoopsTest {

    private final EpollLoops loops = new EpollLoops();
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
    private Socket client;
    private Channel connection;

    @BeforeEach
    void connect() throws Exception {
        Channel server = new ServerBootstrap()
                .group(loops.onServerSelect(true), loops.onServer(true))
                .channel(loops.onChannelClass(ServerSocketChannel.class, loops.onServer(true)))
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Reader());
                        accepted.add(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        client = new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) server.localAddress()).getPort());
        connection = accepted.poll(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block(Duration.ofSeconds(20));
    }

    @Test
    void oneMessageAfterTheOtherIsRead() throws Exception {
        for (int message = 0; message < 100; message++) {
            connection.read();
            assertReads("message " + message);
        }
    }

    @Test
    void whatArrivesWhileNobodyReadsWaits() throws Exception {
        connection.read();
        assertReads("first");

        send("second");
        afterTheLoopHasLooked();
        assertThat(read).isEmpty();
        send(" and third");
        afterTheLoopHasLooked();
        assertThat(read).isEmpty();

        connection.read();
        assertThat(read.poll(10, TimeUnit.SECONDS)).isEqualTo("second and third");
    }

    @Test
    void thatTheOtherSideHasGoneIsSeenWhileNobodyReads() throws Exception {
        connection.read();
        assertReads("first");

        client.close();

        assertThat(connection.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    /**
     * They are told to in the middle of a turn. Between two turns Netty's loop may end without another if nothing has to be quiet, and what is open
     * then ends with the process.
     */
    @Test
    void theThreadsEndWithTheLoopsAndTheConnectionsToo() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        connection.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10))
                        .subscribe(nothing -> {}, ended::completeExceptionally, () -> ended.complete(null));
            }
        });
        assertThat(loops.isDisposed()).isFalse();

        connection.read();
        assertReads("the last");

        assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
        assertThat(loops.isDisposed()).isTrue();
        assertThat(connection.isOpen()).isFalse();
    }

    private void assertReads(String message) throws Exception {
        send(message);
        assertThat(read.poll(10, TimeUnit.SECONDS)).isEqualTo(message);
    }

    private void send(String message) throws IOException {
        client.getOutputStream().write(message.getBytes(UTF_8));
    }

    /** What was sent is there on a loopback; each of the two tasks wakes the loop, which then looks at all that is there. */
    private void afterTheLoopHasLooked() throws Exception {
        connection.eventLoop().submit(() -> {}).get();
        connection.eventLoop().submit(() -> {}).get();
    }

    private final class Reader extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            read.add(message.toString(UTF_8));
        }
    }
}
