package dev.sluice.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.util.UriComponentsBuilder;

class OrdinaryTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/b/",
                "/a;v=1/b",
                "/%2F%20+",
                "/?a",
                "/?a=",
                "/?a=b=c",
                "/?q=%26&r=x",
                "/?a=1&b=2&c=3",
                "/?aa=1&a=2",
                "/@:$!'()*,"
            })
    void whatPassesUnchangedIsOrdinary(String target) {
        URI uri = URI.create("http://localhost" + target);

        assertThat(OrdinaryTarget.is(uri)).isTrue();
        assertThat(rebuilt(uri)).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/a//b",
                "/?",
                "/?&",
                "/?a&",
                "/?&a",
                "/?a&&b",
                "/?a=1&b=2&a=3",
                "/?a&b&a",
                "/?=1",
                "/?a[]=1&b=%20",
                "/\u00e4"
            })
    void whatSpringCloudGatewayMayChangeIsNot(String target) {
        assertThat(OrdinaryTarget.is(URI.create("http://localhost" + target))).isFalse();
    }

    @Test
    void noTargetThatIsOrdinaryIsEverChanged() {
        Random random = new Random(11);
        String[] parts = {"a", "b", "/", "?", "&", "=", "%41", ";", "+", "~", "ab", "//", "1"};
        for (int round = 0; round < 50_000; round++) {
            StringBuilder target = new StringBuilder("http://localhost/");
            for (int i = random.nextInt(12); i > 0; i--) {
                target.append(parts[random.nextInt(parts.length)]);
            }
            URI uri = URI.create(target.toString());
            if (OrdinaryTarget.is(uri)) {
                assertThat(rebuilt(uri)).isEqualTo(uri);
            }
        }
    }

    /** As Spring Cloud Gateway does on the way to a service. */
    private static URI rebuilt(URI uri) {
        return UriComponentsBuilder.fromUri(uri)
                .build(ServerWebExchangeUtils.containsEncodedParts(uri))
                .toUri();
    }
}
