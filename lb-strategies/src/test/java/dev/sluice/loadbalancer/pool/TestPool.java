package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A pool in virtual time, and short ways to do to it what a gateway does; instances go by their ports. */
final class TestPool {

    static final Outcome RESET = Outcome.failed("reset");

    final VirtualTime time = new VirtualTime();
    final List<String> seen = new ArrayList<>();
    final Pool pool;

    TestPool(Settings settings, int... ports) {
        this.pool = new Pool("backends", settings.toPool(), time.time(), List.of(new Observer()));
        pool.replace(Instances.all(ports));
        seen.clear();
    }

    Backend backend(int port) {
        return pool.backend("localhost:" + port).orElseThrow();
    }

    State state(int port) {
        return backend(port).state();
    }

    int inFlight(int port) {
        return backend(port).traffic().inFlight();
    }

    /** The ports that are chosen one after the other, each request being answered before the next. */
    List<Integer> choose(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> request(Outcome.ANSWERED))
                .toList();
    }

    /** One request that ends like that, and the port to which it went. */
    int request(Outcome outcome) {
        Chosen chosen = pool.choose().orElseThrow();
        chosen.permit().close(outcome);
        return chosen.instance().getPort();
    }

    /** So many requests that go to one instance end like that; all others are answered. */
    void end(int port, int times, Outcome outcome) {
        for (int left = times; left > 0; ) {
            assertThat(state(port)).isEqualTo(State.UP);
            Chosen chosen = pool.choose().orElseThrow();
            boolean there = chosen.instance().getPort() == port;
            chosen.permit().close(there ? outcome : Outcome.ANSWERED);
            left -= there ? 1 : 0;
        }
    }

    void failsCheck(int port) {
        pool.checked(backend(port), CheckResult.failed("refused"));
    }

    void passesCheck(int port) {
        pool.checked(backend(port), CheckResult.PASSED);
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    private final class Observer implements PoolObserver {

        @Override
        public void joined(Pool pool, Backend backend) {
            seen.add("+" + backend.instance().getPort());
        }

        @Override
        public void left(Pool pool, Backend backend) {
            seen.add("-" + backend.instance().getPort());
        }

        @Override
        public void suspected(Backend backend) {
            seen.add("?" + backend.instance().getPort());
        }
    }
}
