package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** How requests that are none are written in tables, and what becomes of them. */
final class MalformedRequests {

    /** So that no request of a test is refused for being one too many. */
    static final String[] WITHOUT_LIMITS = {
        "sluice.token-bucket.default-limit.capacity=1000000", "sluice.token-bucket.default-limit.rate-per-sec=1000000"
    };

    private MalformedRequests() {}

    /** Control characters have pictures, {@code ⏎} is CR LF, {@code ·} a blank where one would not be seen. */
    static String decoded(String picture) {
        return picture.replace("⏎", "\r\n")
                .replace("␍", "\r")
                .replace("␊", "\n")
                .replace("␉", "\t")
                .replace("␋", "\u000b")
                .replace("␌", "\f")
                .replace("␇", "\u0007")
                .replace("␀", "\u0000")
                .replace("␡", "\u007f")
                .replace("·", " ");
    }

    /** The gateway answers in its own words, closes the connection, and the backend hears nothing of it. */
    static void assertRefused(Gateway gateway, Backend backend, String request, int status, String reason) {
        int before = backend.requests();
        try (RawClient client = new RawClient(gateway.port())) {
            String answer = client.send(request).readAll();

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .contains("content-type: application/json\r\n", "connection: close\r\n");
            assertThat(answer).endsWith("\r\n\r\n{\"code\":" + status + ",\"message\":\"" + reason + "\"}");
        }
        assertThat(backend.requests()).isEqualTo(before);
    }
}
