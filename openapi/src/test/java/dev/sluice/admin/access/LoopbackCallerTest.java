package dev.sluice.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class LoopbackCallerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LocalHost:1",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.9.8.7",
                "[::1]",
                "[::1]:8080"
            })
    void isWhoCallsThisMachineByAnyOfItsOwnNames(String host) {
        assertThat(sent("127.0.0.1", "Host", host)).isTrue();
        assertThat(sent("::1", "Host", host)).isTrue();
        assertThat(sent("::ffff:127.0.0.1", "Host", host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.0.0.1", "0.0.0.0", "2001:db8::1", "::ffff:10.0.0.1"})
    void isNobodyFromElsewhere(String address) {
        assertThat(sent(address, "Host", "localhost")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "127.evil.example",
                "evil.example:127.0.0.1",
                "localhost@evil.example",
                "192.168.0.1",
                "[::2]",
                "[::1].evil.example",
                "localhost:8080:1",
                ""
            })
    void isNoPageWhoseNameWasBentToThisMachine(String host) {
        assertThat(sent("127.0.0.1", "Host", host)).isFalse();
    }

    @Test
    void needsExactlyOneHost() {
        assertThat(LoopbackCaller.isLocal(from("127.0.0.1").build())).isFalse();
        assertThat(LoopbackCaller.isLocal(from("127.0.0.1")
                        .header("Host", "localhost", "evil.example")
                        .build()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "x-forwarded-for", "X-Forwarded-Host", "X-Real-IP", "Via"})
    void isNobodyBehindAProxyOnThisMachine(String header) {
        assertThat(sent("127.0.0.1", header, "")).isFalse();
        assertThat(sent("127.0.0.1", header, "127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://localhost:8080, true",
        "Origin, https://127.0.0.1, true",
        "Origin, http://[::1]:3000, true",
        "Origin, null, false",
        "Origin, https://evil.example, false",
        "Origin, http://localhost.evil.example, false",
        "Origin, http://localhost/evil, false",
        "Origin, file://localhost, false",
        "Origin, '', false",
        "Sec-Fetch-Site, same-origin, true",
        "Sec-Fetch-Site, none, true",
        "Sec-Fetch-Site, cross-site, false",
        "Sec-Fetch-Site, Cross-Site, false"
    })
    void isNoPageOfSomebodyElses(String header, String value, boolean expected) {
        assertThat(sent("127.0.0.1", header, value)).isEqualTo(expected);
    }

    private static boolean sent(String address, String header, String value) {
        MockServerHttpRequest.BaseBuilder<?> request = from(address).header(header, value);
        return LoopbackCaller.isLocal(
                header.equals("Host")
                        ? request.build()
                        : request.header("Host", "localhost").build());
    }

    private static MockServerHttpRequest.BaseBuilder<?> from(String address) {
        return MockServerHttpRequest.get("/clients").remoteAddress(new InetSocketAddress(address, 4711));
    }
}
