package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.client.ClientId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many clients at most
 * @param after only ids that come after this one; empty for all
 */
record Page(int limit, String after) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");

    /**
     * Reads the parameters of a request.
     *
     * @throws RefusedException if one of them is wrong
     */
    static Page of(@Nullable String limit, @Nullable String after) {
        if (after != null && !after.isEmpty() && !ClientId.isValid(after)) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST,
                    "after must have at most " + ClientId.MAX_CHARACTERS
                            + " characters, none of them a control character");
        }
        return new Page(limit(limit), after == null ? "" : after);
    }

    /** How many clients to read: one more than are shown, which tells whether more follow. */
    int toRead() {
        return limit + 1;
    }

    /** The clients of this page, and the way to the next. */
    ResponseEntity<List<ClientView>> answer(List<Standing> read, String path) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        if (read.size() <= limit) {
            return answer.body(read.stream().map(ClientView::of).toList());
        }
        List<Standing> shown = read.subList(0, limit);
        String last = UriUtils.encode(shown.get(limit - 1).id(), StandardCharsets.UTF_8);
        return answer.header(HttpHeaders.LINK, "<" + path + "?limit=" + limit + "&after=" + last + ">; rel=\"next\"")
                .body(shown.stream().map(ClientView::of).toList());
    }

    private static int limit(@Nullable String text) {
        int limit = text == null ? DEFAULT_LIMIT : DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new RefusedException(HttpStatus.BAD_REQUEST, "limit must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }
}
