package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"user1", "a/b", "1.2.3", "localhost", "[::1]", "fe80::1%eth0", "192.0.2.1:80", "😀", " "})
    void anIdIsAnIdentifier(String id) {
        assertThat(ClientKey.ofClientId(id)).isEqualTo(new ClientKey.Identifier(id));
    }

    @Test
    void anIdThatIsAnAddressLiteralIsAnAddress() {
        assertThat(ClientKey.ofClientId("192.0.2.1"))
                .isInstanceOf(ClientKey.Address.class)
                .isEqualTo(ClientKey.ofClientId("::ffff:192.0.2.1"))
                .isNotEqualTo(ClientKey.ofClientId("192.0.2.2"))
                .isNotEqualTo(new ClientKey.Identifier("192.0.2.1"))
                .hasToString("192.0.2.1");
    }

    @Test
    void anIpv6AddressCountsByItsFirst64Bits() {
        assertThat(ClientKey.ofClientId("2001:db8:1:2::1"))
                .isEqualTo(ClientKey.ofClientId("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(ClientKey.ofClientId("2001:db8:1:3::1"))
                .hasToString("2001:db8:1:2::/64");
    }

    @Test
    void anIdentifierPrintsAFingerprintOnly() {
        String secret = "s3cr3t-api-key";
        ClientKey key = new ClientKey.Identifier(secret);

        assertThat(key.toString()).matches("key#[0-9a-f]{8}").doesNotContain(secret);
        assertThat(key).hasToString(new ClientKey.Identifier(secret).toString());
        assertThat(key.toString()).isNotEqualTo(new ClientKey.Identifier("s3cr3t-api-kez").toString());
    }

    @Test
    void aClientPrintsItsKeyRedacted() {
        assertThat(Client.of("s3cr3t", Limit.of(1, 1)).toString())
                .doesNotContain("s3cr3t")
                .contains("key#");
    }

    @Test
    void aCompactKeyIsTheSameForTheSameKeyAndDiffersForOthers() {
        ClientKey key = new ClientKey.Identifier("user1");

        assertThat(key.compact())
                .isEqualTo(new ClientKey.Identifier("user1").compact())
                .isNotEqualTo(new ClientKey.Identifier("user2").compact())
                .isEqualTo(key.compact().compact())
                .hasToString(key.toString());
    }

    @Test
    void anAddressIsCompactAsItIs() {
        ClientKey address = ClientKey.ofClientId("192.0.2.1");

        assertThat(address.compact()).isSameAs(address);
    }
}
