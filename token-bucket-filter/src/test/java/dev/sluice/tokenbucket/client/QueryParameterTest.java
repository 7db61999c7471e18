package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class QueryParameterTest {

    private static final String[] PARTS = {"id", "i", "d", "idid", "=", "=", "&", "&", "x", "%20", "+", "?"};

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/?id=a, a",
                "/?x=b&id=a&id=c, a",
                "/?ID=a, none",
                "/?ids=a&xid=b, none",
                "/?id&id=a, none",
                "/?id=a=b, a=b",
                "/?id=a%26b, a&b",
                "/?id=a+b, a b",
                "/?=id=a, a",
                "/, none",
                "/?, none",
            })
    void isTheFirstOfItsName(String target, String value) {
        assertThat(QueryParameter.first(request(target), "id")).isEqualTo(value);
    }

    @Test
    void isWhatSpringReads() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder query = new StringBuilder("/?");
            for (int parts = random.nextInt(9); parts > 0; parts--) {
                query.append(PARTS[random.nextInt(PARTS.length)]);
            }
            ServerHttpRequest request = request(query.toString());

            assertThat(QueryParameter.first(request, "id"))
                    .as(query.toString())
                    .isEqualTo(request.getQueryParams().getFirst("id"));
        }
    }

    private static ServerHttpRequest request(String target) {
        return MockServerHttpRequest.method(HttpMethod.GET, URI.create(target)).build();
    }
}
