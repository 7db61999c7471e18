package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Consumer;

/** What every error of the gateway's own looks like. */
final class ErrorAnswers {

    private ErrorAnswers() {}

    /** The status, the body to the letter and its type; so nothing of the inside gets out. */
    static Consumer<HttpResponse<String>> error(int status, String message) {
        return answer -> {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("{\"code\":" + status + ",\"message\":\"" + message + "\"}");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        };
    }
}
