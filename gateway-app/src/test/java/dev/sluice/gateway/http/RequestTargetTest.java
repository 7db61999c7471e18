package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a//b/../c?d=e&f",
                "//any",
                "/a;b=c?d?e/f",
                "/%20",
                "/?a=%7B",
                "http://host/a",
                "HTTP://HOST"
            })
    void isAPathOrOnTheHost(String target) {
        assertThat(isValid(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "*", "/a#b", "/%", "/a|b", "/{", "/\"", "/\\", "http://other/", "ftp://host/", "host:80"
            })
    void isNothingElse(String target) {
        assertThat(isValid(target)).isFalse();
    }

    /** Most are looked at character by character, with the same result as by the parser. */
    @Test
    void isWhatAParserTakesForOne() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder target = new StringBuilder("/");
            for (int length = random.nextInt(6); length > 0; length--) {
                target.append((char) random.nextInt(33, 130));
            }
            assertThat(isValid(target.toString())).as(target.toString()).isEqualTo(isParsed(target.toString()));
        }
    }

    private static boolean isParsed(String target) {
        try {
            return new URI("http://any" + target).getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isValid(String target) {
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.setUri(target);
        request.headers().set(HttpHeaderNames.HOST, "host");
        return RequestTarget.isValid(request);
    }
}
