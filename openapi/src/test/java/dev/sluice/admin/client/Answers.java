package dev.sluice.admin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is expected of an answer. */
final class Answers {

    private Answers() {}

    /** An error to the letter; so nothing of the inside gets out. */
    static Consumer<HttpResponse<String>> error(int status, String message) {
        return answer -> {
            assertThat(answer.body())
                    .isEqualTo("{\"code\":" + status + ",\"message\":"
                            + JsonMapper.shared().writeValueAsString(message) + "}");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        };
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
