package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class PassThroughIT {

    private static final String BODY = "<h1>\u00fcber</h1>\n";

    /** Answers with the status that the path names. */
    @AutoClose
    private static final Backend BACKEND =
            Backend.answering((request, response) -> response.status(Integer.parseInt(request.path()))
                    .header("Content-Type", "text/html; charset=utf-8")
                    .header("X-Of-The-Backend", "kept")
                    .header("ETag", "\"v1\"")
                    .header("Retry-After", "77")
                    .addHeader("Set-Cookie", "a=1; Path=/")
                    .addHeader("Set-Cookie", "b=2; HttpOnly")
                    .sendString(Mono.just(BODY)));

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 299, 301, 400, 401, 404, 418, 429, 499, 500, 502, 503, 504, 599})
    void whatABackendAnswersIsNotTouched(int status) {
        HttpResponse<String> answer = GATEWAY.get("/" + status);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(BODY);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/html; charset=utf-8");
        assertThat(answer.headers().allValues("X-Of-The-Backend")).containsExactly("kept");
        assertThat(answer.headers().allValues("ETag")).containsExactly("\"v1\"");
        assertThat(answer.headers().allValues("Retry-After")).containsExactly("77");
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1; Path=/", "b=2; HttpOnly");
    }
}
