package dev.sluice.admin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tokenbucket.client.Cidr;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.TrustedProxies;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class FailedLoginsTest {

    private static final int AT_ONCE = 10;

    private final HandClock clock = new HandClock();
    private final FailedLogins failures =
            new FailedLogins(new TrustedProxies(List.of(Cidr.valueOf("10.0.0.0/8"))), clock);
    private final ClientKey caller = from("192.0.2.1");

    @Test
    void tenAreForgivenAtOnce() {
        IntStream.range(0, AT_ONCE).forEach(i -> failures.add(caller));

        assertThatExceptionOfType(TooManyFailedLoginsException.class)
                .isThrownBy(() -> failures.check(caller))
                .returns(5L, TooManyFailedLoginsException::retryAfterSeconds);
    }

    @Test
    void nineAreNotTooMany() {
        IntStream.range(0, AT_ONCE - 1).forEach(i -> failures.add(caller));

        assertThatCode(() -> failures.check(caller)).doesNotThrowAnyException();
    }

    @Test
    void whatIsSaidOfTheTimeToWaitIsTrue() {
        IntStream.range(0, AT_ONCE).forEach(i -> failures.add(caller));
        clock.advance(Duration.ofMillis(1_500));

        assertThatExceptionOfType(TooManyFailedLoginsException.class)
                .isThrownBy(() -> failures.check(caller))
                .returns(4L, TooManyFailedLoginsException::retryAfterSeconds);
        clock.advance(Duration.ofSeconds(4));
        assertThatCode(() -> failures.check(caller)).doesNotThrowAnyException();
    }

    @Test
    void whoIsRefusedWaitsNoLongerForIt() {
        IntStream.range(0, AT_ONCE).forEach(i -> failures.add(caller));
        IntStream.range(0, 100)
                .forEach(i -> assertThatExceptionOfType(TooManyFailedLoginsException.class)
                        .isThrownBy(() -> failures.check(caller)));
        clock.advance(Duration.ofSeconds(5));

        assertThatCode(() -> failures.check(caller)).doesNotThrowAnyException();
    }

    @Test
    void rightCredentialsCostNothing() {
        assertThat(IntStream.range(0, 1_000)).allMatch(i -> failures.attempt(caller, () -> true));
    }

    @Test
    void withoutATokenNothingIsLookedAt() {
        IntStream.range(0, AT_ONCE).forEach(i -> failures.attempt(caller, () -> false));
        AtomicInteger looked = new AtomicInteger();

        assertThatExceptionOfType(TooManyFailedLoginsException.class)
                .isThrownBy(() -> failures.attempt(caller, () -> looked.incrementAndGet() > 0));
        assertThat(looked).hasValue(0);
    }

    @Test
    void manyAtOnceAreNoWayAround() {
        AtomicInteger looked = new AtomicInteger();
        IntStream.range(0, 1_000).parallel().forEach(i -> {
            try {
                failures.attempt(caller, () -> looked.incrementAndGet() < 0);
            } catch (TooManyFailedLoginsException e) {
                // one of the many that nobody looked at
            }
        });

        assertThat(looked).hasValue(AT_ONCE);
    }

    @Test
    void areCountedByAddress() {
        IntStream.range(0, AT_ONCE).forEach(i -> failures.add(caller));

        assertThatCode(() -> failures.check(from("192.0.2.2"))).doesNotThrowAnyException();
    }

    @Test
    void ofIpv6TheFirstHalfCounts() {
        assertThat(from("2001:db8::1")).isEqualTo(from("2001:db8::ffff:2")).isNotEqualTo(from("2001:db8:0:1::1"));
    }

    @Test
    void behindATrustedProxyTheClientCounts() {
        ClientKey client = failures.caller(MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress("10.0.0.1", 4711))
                .header("X-Forwarded-For", "192.0.2.1")
                .build());

        assertThat(client).isEqualTo(caller);
    }

    @Test
    void whoHasNoAddressIsCountedAsWell() {
        assertThat(failures.caller(MockServerHttpRequest.get("/").build())).isNotNull();
    }

    private ClientKey from(String address) {
        return failures.caller(MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(address, 4711))
                .build());
    }
}
