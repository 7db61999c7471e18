package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class TrustedProxiesTest {

    private static final String PROXY = "10.0.0.1";
    private static final String CLIENT = "203.0.113.7";

    private final TrustedProxies tens = trusting("10.0.0.0/8", "2001:db8:aaaa::/48");

    @Test
    void withoutTrustTheHeaderIsIgnored() throws UnknownHostException {
        assertThat(client(trusting(), PROXY, CLIENT)).isEqualTo(PROXY);
    }

    @Test
    void aStrangersHeaderIsIgnored() throws UnknownHostException {
        assertThat(client(tens, "192.0.2.1", CLIENT)).isEqualTo("192.0.2.1");
    }

    @Test
    void aTrustedProxyIsBelieved() throws UnknownHostException {
        assertThat(client(tens, PROXY, CLIENT)).isEqualTo(CLIENT);
    }

    @Test
    void aTrustedProxyThatNamesNobodyIsTheClient() throws UnknownHostException {
        assertThat(client(tens, PROXY)).isEqualTo(PROXY);
    }

    @Test
    void theListIsReadFromTheRight() throws UnknownHostException {
        assertThat(client(tens, PROXY, "198.51.100.1, " + CLIENT)).isEqualTo(CLIENT);
    }

    @Test
    void trustedHopsArePassedOver() throws UnknownHostException {
        assertThat(client(tens, PROXY, "198.51.100.1, " + CLIENT + ", 10.0.0.3, 10.0.0.2"))
                .isEqualTo(CLIENT);
    }

    @Test
    void aTrustedAddressLeftOfTheClientIsTheClientsInvention() throws UnknownHostException {
        assertThat(client(tens, PROXY, "10.9.9.9, " + CLIENT + ", 10.0.0.2")).isEqualTo(CLIENT);
    }

    @Test
    void whereAllHopsAreTrustedTheLeftmostIsTheClient() throws UnknownHostException {
        assertThat(client(tens, PROXY, "10.0.0.4, 10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.4");
    }

    @Test
    void severalLinesAreOneList() throws UnknownHostException {
        assertThat(client(tens, PROXY, "198.51.100.1, " + CLIENT, "10.0.0.3", "10.0.0.2"))
                .isEqualTo(CLIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "example.org", "1.2.3", "fe80::1%eth0", "[::1", "for=1.2.3.4"})
    void whatIsNoAddressEndsTheWalk(String garbage) throws UnknownHostException {
        assertThat(client(tens, PROXY, CLIENT + "," + garbage)).isEqualTo(PROXY);
        assertThat(client(tens, PROXY, CLIENT + "," + garbage + ",10.0.0.2")).isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7,", "203.0.113.7, ,10.0.0.2", ",203.0.113.7,,"})
    void anEmptyElementIsNone(String list) throws UnknownHostException {
        assertThat(client(tens, PROXY, list)).isEqualTo("203.0.113.7");
        assertThat(client(tens, PROXY, list, "")).isEqualTo("203.0.113.7");
    }

    @Test
    void portsAndBracketsAreNoPartOfTheAddress() throws UnknownHostException {
        assertThat(client(tens, PROXY, CLIENT + ":4711")).isEqualTo(CLIENT);
        assertThat(client(tens, PROXY, "[2001:db8::1]")).isEqualTo("2001:db8::1");
        assertThat(client(tens, PROXY, "[2001:db8::1]:4711")).isEqualTo("2001:db8::1");
        assertThat(client(tens, PROXY, CLIENT + ":4711, 10.0.0.2:4712")).isEqualTo(CLIENT);
    }

    @Test
    void spacesDoNotMatter() throws UnknownHostException {
        assertThat(client(tens, PROXY, "  " + CLIENT + " ,\t10.0.0.2 ")).isEqualTo(CLIENT);
        assertThat(client(tens, PROXY, CLIENT + ",10.0.0.2")).isEqualTo(CLIENT);
    }

    @Test
    void ipv6HopsAreReadAsWell() throws UnknownHostException {
        assertThat(client(tens, "2001:db8:aaaa::1", "2001:db8::1, 2001:db8:aaaa::2"))
                .isEqualTo("2001:db8::1");
    }

    @Test
    void aMappedPeerOrHopIsTheIpv4AddressThatItMaps() throws UnknownHostException {
        assertThat(client(tens, "::ffff:10.0.0.1", CLIENT)).isEqualTo(CLIENT);
        assertThat(client(tens, PROXY, CLIENT + ", ::ffff:10.0.0.2")).isEqualTo(CLIENT);
        assertThat(client(tens, PROXY, "::ffff:203.0.113.7")).isEqualTo(CLIENT);
    }

    @Test
    void aRequestWithoutAnAddressHasNone() {
        MockServerHttpRequest request = MockServerHttpRequest.get("/").build();

        assertThat(tens.clientAddress(request)).isEmpty();
    }

    @Test
    void anUnresolvedPeerHasNoAddress() {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(InetSocketAddress.createUnresolved("example.org", 80))
                .build();

        assertThat(tens.clientAddress(request)).isEmpty();
    }

    private static TrustedProxies trusting(String... blocks) {
        return new TrustedProxies(Arrays.stream(blocks).map(Cidr::valueOf).toList());
    }

    private static String client(TrustedProxies proxies, String peer, String... forwardedFor)
            throws UnknownHostException {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.getByName(peer), 4711))
                .header("X-Forwarded-For", forwardedFor)
                .build();
        return proxies.clientAddress(request).orElseThrow().toString();
    }
}
