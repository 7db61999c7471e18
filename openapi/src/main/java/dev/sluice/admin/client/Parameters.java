package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The query of a request: Spring would make one value of several, joined by commas. */
final class Parameters {

    private Parameters() {}

    /**
     * Checks that each of these is given once at most.
     *
     * @throws RefusedException if one is given again
     */
    static void checkOnce(ServerHttpRequest request, String... names) {
        for (String name : names) {
            if (request.getQueryParams().getOrDefault(name, List.of()).size() > 1) {
                throw refusal(name + " must be given once");
            }
        }
    }

    /** The refusal of a parameter. */
    static RefusedException refusal(String message) {
        return new RefusedException(HttpStatus.BAD_REQUEST, message);
    }
}
