package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "10.0.0.0/8,           10.0.0.0",
        "10.0.0.0/8,           10.255.255.255",
        "10.1.2.3/8,           10.9.9.9",
        "192.0.2.128/25,       192.0.2.128",
        "192.0.2.128/25,       192.0.2.255",
        "192.0.2.1/32,         192.0.2.1",
        "192.0.2.1,            192.0.2.1",
        "192.0.2.1,            ::ffff:192.0.2.1",
        "0.0.0.0/0,            0.0.0.0",
        "0.0.0.0/0,            255.255.255.255",
        "0.0.0.0/1,            127.255.255.255",
        "::ffff:10.0.0.0/104,  10.1.2.3",
        "::ffff:0:0/96,        203.0.113.7",
        "2001:db8::/32,        2001:db8::",
        "2001:db8::/32,        2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/64,        2001:db8::ffff:ffff:ffff:ffff",
        "2001:db8::/65,        2001:db8::7fff:ffff:ffff:ffff",
        "2001:db8::1/128,      2001:db8::1",
        "2001:db8::1,          2001:db8:0:0:0:0:0:1",
        "2001:db8::/127,       2001:db8::1",
        "::/0,                 2001:db8::1",
        "::/0,                 192.0.2.1",
        "' 10.0.0.0/8',        10.0.0.1",
    })
    void containsItsAddresses(String block, String address) {
        assertThat(Cidr.valueOf(block).contains(parsed(address))).isTrue();
    }

    @ParameterizedTest(name = "{1} not in {0}")
    @CsvSource({
        "10.0.0.0/8,       9.255.255.255",
        "10.0.0.0/8,       11.0.0.0",
        "10.0.0.0/8,       2001:db8::1",
        "192.0.2.128/25,   192.0.2.127",
        "192.0.2.128/25,   192.0.3.0",
        "192.0.2.1/32,     192.0.2.0",
        "192.0.2.1,        192.0.2.2",
        "0.0.0.0/0,        ::1",
        "0.0.0.0/0,        2001:db8::1",
        "0.0.0.0/1,        128.0.0.0",
        "2001:db8::/32,    2001:db9::",
        "2001:db8::/32,    2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/64,    2001:db8:0:1::",
        "2001:db8::/65,    2001:db8::8000:0:0:0",
        "2001:db8::/127,   2001:db8::2",
        "2001:db8::1/128,  2001:db8::",
        "a00::/8,          10.0.0.1",
    })
    void containsNoOther(String block, String address) {
        assertThat(Cidr.valueOf(block).contains(parsed(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/a",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/99999999999",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "::/129",
                "::/-1",
                "[::1]/64",
                "fe80::%eth0/64",
                "example.org",
                "localhost/8",
                "*",
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.valueOf(text))
                .withMessage("'" + text + "' is not an address block such as 10.0.0.0/8");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,          10.0.0.0/8",
        "192.0.2.1,           192.0.2.1/32",
        "0.0.0.0/0,           0.0.0.0/0",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "2001:DB8::/32,       2001:db8::/32",
        "::1,                 ::1/128",
        "::/0,                ::/0",
    })
    void printsWithItsPrefixLength(String text, String printed) {
        assertThat(Cidr.valueOf(text)).hasToString(printed);
    }

    private static IpAddress parsed(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
