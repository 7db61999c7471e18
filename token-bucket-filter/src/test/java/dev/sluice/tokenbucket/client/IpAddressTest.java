package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,                192.0.2.1",
        "0.0.0.0,                  0.0.0.0",
        "255.255.255.255,          255.255.255.255",
        "2001:db8::1,              2001:db8::1",
        "2001:DB8:0:0:0:0:0:1,     2001:db8::1",
        "1:2:3:4:5:6:7:8,          1:2:3:4:5:6:7:8",
        "::,                       ::",
        "::1,                      ::1",
        "fe80::,                   fe80::",
        "::ffff:192.0.2.1,         192.0.2.1",
        "::FFFF:c000:0201,         192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
    })
    void readsAnAddressAndPrintsItsShortForm(String literal, String printed) {
        assertThat(IpAddress.parse(literal)).get().hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1..2.3",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "+1.2.3.4",
                "0x1.2.3.4",
                "1234567890",
                "٣.2.3.4",
                "1.2.3.4:80",
                "localhost",
                "example.org",
                "a.b.c.d",
                "12345::",
                "1::2::3",
                ":::",
                ".::1",
                ":",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::ffff:1.2.3.256",
                "::ffff:1.2.3",
                "[::1]",
                "::1]",
                "[::1",
                "fe80::1%eth0",
                "fe80::1%",
                "::1/64",
                "unknown",
                "_hidden",
            })
    void anythingElseIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void aMappedAddressIsTheIpv4AddressThatItMaps() {
        assertThat(parsed("::ffff:192.0.2.1")).isEqualTo(parsed("192.0.2.1"));
        assertThat(parsed("::ffff:192.0.2.1").isIpv4()).isTrue();
    }

    @Test
    void anIpv6AddressIsNoIpv4Address() {
        assertThat(parsed("2001:db8::1").isIpv4()).isFalse();
        assertThat(parsed("::1").isIpv4()).isFalse();
        assertThat(parsed("1::ffff:c000:201").isIpv4()).isFalse();
        assertThat(parsed("::fffe:c000:201").isIpv4()).isFalse();
    }

    @Test
    void theAddressOfAConnectionIsTheAddressThatItsLiteralNames() throws UnknownHostException {
        for (String literal : new String[] {"192.0.2.1", "2001:db8::1", "255.255.255.255", "ffff::"}) {
            assertThat(IpAddress.of(InetAddress.getByName(literal))).isEqualTo(parsed(literal));
        }
    }

    @Test
    void theMappedAddressOfAConnectionIsTheIpv4AddressThatItMaps() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 192, 0, 2, 1};
        Inet6Address peer = Inet6Address.getByAddress("peer", mapped, 0);

        assertThat(IpAddress.of(peer)).isEqualTo(parsed("192.0.2.1"));
    }

    private static IpAddress parsed(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
