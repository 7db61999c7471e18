package dev.sluice.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;

class CrossSiteTest {

    @ParameterizedTest
    @CsvSource({
        "same-origin,false",
        "none,false",
        "same-site,true",
        "cross-site,true",
        "what-comes-next,true",
        "'',true"
    })
    void theBrowserSaysWhosePageItWas(String site, boolean crossSite) {
        assertThat(CrossSite.changes(post().header("Sec-Fetch-Site", site).build()))
                .isEqualTo(crossSite);
    }

    @ParameterizedTest
    @CsvSource({
        "https://gateway.example,false",
        "http://GATEWAY.example,false",
        "https://other.example,true",
        "https://gateway.example:8443,true",
        "https://gateway.example.other.example,true",
        "null,true",
        "https://,true",
        "'not an origin',true",
        "'',true"
    })
    void whereItDoesNotTheOriginSaysIt(String origin, boolean crossSite) {
        assertThat(CrossSite.changes(post().header("Origin", origin).build())).isEqualTo(crossSite);
    }

    @Test
    void theBrowsersWordIsWorthMoreThanTheOrigin() {
        assertThat(CrossSite.changes(post().header("Origin", "https://rewritten.example")
                        .header("Sec-Fetch-Site", "same-origin")
                        .build()))
                .isFalse();
        assertThat(CrossSite.changes(post().header("Origin", "https://gateway.example")
                        .header("Sec-Fetch-Site", "cross-site")
                        .build()))
                .isTrue();
    }

    @Test
    void whoSaysNeitherIsNoBrowser() {
        assertThat(CrossSite.changes(post().build())).isFalse();
    }

    @Test
    void anOriginIsOfAnotherWhereThereIsNoHost() {
        assertThat(CrossSite.changes(MockServerHttpRequest.post("/clients")
                        .header("Origin", "https://gateway.example")
                        .build()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void whatChangesNothingIsNoChange(String method) {
        assertThat(CrossSite.changes(MockServerHttpRequest.method(HttpMethod.valueOf(method), "/clients")
                        .header("Sec-Fetch-Site", "cross-site")
                        .build()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "MOVE"})
    void everythingElseIs(String method) {
        assertThat(CrossSite.changes(MockServerHttpRequest.method(HttpMethod.valueOf(method), "/clients")
                        .header("Sec-Fetch-Site", "cross-site")
                        .build()))
                .isTrue();
    }

    private static BaseBuilder<?> post() {
        return MockServerHttpRequest.post("/clients").header("Host", "gateway.example");
    }
}
