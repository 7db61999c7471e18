package dev.sluice.gateway.eventloop;

import static io.netty.channel.epoll.EpollIoOps.EPOLLIN;
import static io.netty.channel.epoll.EpollIoOps.EPOLLOUT;
import static io.netty.channel.epoll.EpollIoOps.EPOLLRDHUP;
import static io.netty.channel.epoll.EpollIoOps.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
class LastingInterestTest {

    private static final EpollIoOps READING = EPOLLIN.with(EPOLLRDHUP);
    private static final EpollIoOps PAUSING = EPOLLRDHUP;

    private final List<EpollIoOps> heard = new ArrayList<>();
    private final ToldSystem system = new ToldSystem();
    private LastingInterest interest;

    @BeforeEach
    void reading() throws Exception {
        interest = new LastingInterest(new Channel(), system);
        interest.submit(READING);
        assertThat(system.told).containsExactly(READING);
        system.told.clear();
    }

    @Test
    void aPauseInReadingIsNotTold() {
        for (int message = 0; message < 10; message++) {
            ready(EPOLLIN);
            assertThat(interest.submit(PAUSING)).isEqualTo(PAUSING.value());
            assertThat(interest.submit(READING)).isEqualTo(READING.value());
        }

        assertThat(heard).hasSize(10).containsOnly(EPOLLIN);
        assertThat(system.told).isEmpty();
    }

    @Test
    void whatArrivesInAPauseIsNotHeardButEndsTheSystemsInterest() {
        interest.submit(PAUSING);

        ready(EPOLLIN);

        assertThat(heard).isEmpty();
        assertThat(system.told).containsExactly(PAUSING);
    }

    @Test
    void afterwardsTheSystemIsToldWhenTheChannelIsInterestedAgain() {
        interest.submit(PAUSING);
        ready(EPOLLIN);

        interest.submit(READING);
        ready(EPOLLIN);

        assertThat(system.told).containsExactly(PAUSING, READING);
        assertThat(heard).containsExactly(EPOLLIN);
    }

    @Test
    void thatTheOtherSideHasClosedIsHeardInAPauseToo() {
        interest.submit(PAUSING);

        ready(EPOLLIN.with(EPOLLRDHUP));

        assertThat(heard).containsExactly(EPOLLRDHUP);
    }

    @Test
    void anyOtherChangeIsToldWithThePause() {
        interest.submit(PAUSING);
        interest.submit(PAUSING.with(EPOLLOUT));
        interest.submit(PAUSING);

        assertThat(system.told).containsExactly(PAUSING.with(EPOLLOUT), PAUSING);
    }

    @Test
    void anInterestInNothingIsTold() {
        interest.submit(EPOLLIN);
        interest.submit(NONE);

        assertThat(system.told).containsExactly(EPOLLIN, NONE);
    }

    /** The system says of many channels at once what is ready; what comes of the first may end the interest of the last. */
    @Test
    void whoHasToldThatNothingIsWantedTellsItOnceThoughMoreIsReady() {
        interest.submit(NONE);

        ready(EPOLLIN);

        assertThat(system.told).containsExactly(NONE);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatTheSystemCouldNotBeToldItIsToldAgain() {
        EpollIoOps writing = READING.with(EPOLLOUT);
        system.fails = true;
        assertThatThrownBy(() -> interest.submit(writing)).isInstanceOf(IllegalStateException.class);

        system.fails = false;
        interest.submit(writing);

        assertThat(system.told).containsExactly(writing);
    }

    private void ready(EpollIoOps ops) {
        interest.handle(system, (EpollIoEvent) () -> ops);
    }

    private final class Channel implements EpollIoHandle {

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            assertThat(registration).isSameAs(interest);
            heard.add(((EpollIoEvent) event).ops());
        }

        @Override
        public FileDescriptor fd() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
