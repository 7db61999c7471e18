package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

    @ParameterizedTest
    @ValueSource(strings = {"64:ff9b::192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "2001:db8::192.0.2.1"})
    void anIpv6AddressMayEndInAnIpv4Address(String literal) {
        assertThat(IpAddress.parse(literal)).isPresent();
    }

    @Test
    void twoSpellingsOfAnAddressAreOneAddress() {
        assertThat(IpAddress.parse("::192.0.2.1")).isEqualTo(IpAddress.parse("::c000:201"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"010.0.0.1", "10.0.0.01", "::ffff:010.0.0.1"})
    void aLeadingZeroIsAmbiguous(String literal) {
        assertThat(IpAddress.parse(literal)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/-0", "10.0.0.0/+8", "10.0.0.0/٨", "10.0.0.0/08", "10.0.0.0 /8"})
    void aPrefixLengthIsPlainDigits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.valueOf(text));
    }

    @Test
    void aBlockOfMappedAddressesIsWrittenAsIpv4() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.valueOf("::ffff:0:0/80"));
        assertThat(Cidr.valueOf("::ffff:10.0.0.0/104")).hasToString("10.0.0.0/8");
    }

    @Test
    void aBlankAfterTheColonOfAKeySourceDoesNotCount() {
        assertThat(KeySource.valueOf("header: X-API-Key").name()).isEqualTo("X-API-Key");
        assertThat(KeySource.valueOf("query: client_id").name()).isEqualTo("client_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"header:X API Key", "header: ", "query:"})
    void aNameThatNoRequestCanCarryIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeySource.valueOf(text));
    }
}
