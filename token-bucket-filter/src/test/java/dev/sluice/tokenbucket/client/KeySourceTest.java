package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class KeySourceTest {

    private static final KeySource HEADER = KeySource.valueOf("header:X-API-Key");
    private static final KeySource QUERY = KeySource.valueOf("query:client_id");
    private static final KeySource ADDRESS = KeySource.valueOf("remote-address");

    private static final TrustedProxies NOBODY = new TrustedProxies(List.of());

    @ParameterizedTest
    @CsvSource({
        "header:X-API-Key,     HEADER,         X-API-Key",
        "query:client_id,      QUERY,          client_id",
        "remote-address,       REMOTE_ADDRESS, remote-address",
        "' query:client_id ',  QUERY,          client_id",
        "query:a:b,            QUERY,          a:b",
    })
    void isReadAsItStandsInASetting(String text, KeySource.Kind kind, String name) {
        assertThat(KeySource.valueOf(text)).isEqualTo(new KeySource(kind, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "header",
                "header:",
                "header: ",
                "query:",
                "cookie:id",
                "Header:X",
                "remote-addr",
                "remote-address:x"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySource.valueOf(text))
                .withMessage("'" + text + "' is not a key source: header:<name>, query:<name> or remote-address");
    }

    @Test
    void aHeaderIsFoundWhateverItsCase() {
        assertThat(inHeader("x-api-KEY", "k1")).contains("k1");
    }

    @Test
    void ofSeveralHeaderLinesTheFirstCounts() {
        assertThat(inHeader("X-API-Key", "k1", "k2")).contains("k1");
    }

    @Test
    void anAbsentOrEmptyHeaderIsNoKey() {
        assertThat(inHeader("X-Other", "k1")).isEmpty();
        assertThat(inHeader("X-API-Key", "")).isEmpty();
    }

    @Test
    void aHeaderOfUtf8BytesIsReadAsSuch() {
        assertThat(inHeader("X-API-Key", bytesOf("😀é你", StandardCharsets.UTF_8)))
                .contains("😀é你");
    }

    @Test
    void aHeaderOfOtherBytesIsReadAsLatin1() {
        assertThat(inHeader("X-API-Key", bytesOf("café", StandardCharsets.ISO_8859_1)))
                .contains("café");
    }

    /** As the server reads them, a character for a byte. */
    private static String bytesOf(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "client_id=user1,                user1",
        "a=1&client_id=user1&b=2,        user1",
        "client_id=user1&client_id=u2,   user1",
        "client_id=a%2Fb,                a/b",
        "client_id=a/b,                  a/b",
        "client_id=a+b,                  a b",
        "client_id=a%20b,                a b",
        "client_id=a%2Bb,                a+b",
        "client_id=100%25,               100%",
        "client_id=a;b,                  a;b",
        "client_id=a%26b%3Dc,            a&b=c",
        "client_id=%F0%9F%98%80,         😀",
        "client_id=%E4%BD%A0,            你",
        "client_id=192.0.2.1,            192.0.2.1",
        "client%5Fid=user1,              user1",
    })
    void aQueryParameterIsDecoded(String query, String value) {
        assertThat(inQuery(query)).contains(value);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "client_id", "client_id=", "other=user1", "CLIENT_ID=user1", "client_idx=user1"})
    void anAbsentOrEmptyQueryParameterIsNoKey(String query) {
        assertThat(inQuery(query)).isEmpty();
    }

    @Test
    void theRemoteAddressIsAnAddress() throws UnknownHostException {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 4711))
                .build();

        assertThat(ADDRESS.find(request, NOBODY)).contains(ClientKey.ofClientId("192.0.2.1"));
    }

    @Test
    void theRemoteAddressOfAProxiedRequestIsTheClients() throws UnknownHostException {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 4711))
                .header("X-Forwarded-For", "192.0.2.1")
                .build();
        TrustedProxies proxies = new TrustedProxies(List.of(Cidr.valueOf("10.0.0.0/8")));

        assertThat(ADDRESS.find(request, proxies)).contains(ClientKey.ofClientId("192.0.2.1"));
    }

    @Test
    void aRequestWithoutARemoteAddressHasNoKeyThere() {
        assertThat(ADDRESS.find(MockServerHttpRequest.get("/").build(), NOBODY)).isEmpty();
    }

    @Test
    void anAddressThatIsNamedIsNoAddress() {
        assertThat(HEADER.find(
                        MockServerHttpRequest.get("/")
                                .header("X-API-Key", "192.0.2.1")
                                .build(),
                        NOBODY))
                .contains(new ClientKey.Identifier("192.0.2.1"))
                .isNotEqualTo(Optional.of(ClientKey.ofClientId("192.0.2.1")));
    }

    private static Optional<String> inHeader(String name, String... values) {
        return identifier(
                HEADER, MockServerHttpRequest.get("/").header(name, values).build());
    }

    private static Optional<String> inQuery(String query) {
        return identifier(
                QUERY,
                MockServerHttpRequest.method(HttpMethod.GET, URI.create("/?" + query))
                        .build());
    }

    private static Optional<String> identifier(KeySource source, MockServerHttpRequest request) {
        return source.find(request, NOBODY).map(key -> ((ClientKey.Identifier) key).value());
    }
}
