package dev.sluice.admin.client;

import dev.sluice.tokenbucket.client.ClientId;
import dev.sluice.tokenbucket.client.ClientListing;
import dev.sluice.tokenbucket.client.ClientSort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/**
 * Which part of a list is asked for.
 *
 * @param path where the list is
 * @param limit how many clients at most
 * @param listing which list, and behind whom it begins
 */
record Page(String path, int limit, ClientListing listing) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");

    /**
     * The page that a request asks for.
     *
     * @throws dev.sluice.admin.error.RefusedException if a parameter is wrong
     */
    static Page of(ServerHttpRequest request) {
        Parameters.checkOnce(request, "limit", "after", "search", "sort", "after_value");
        MultiValueMap<String, String> query = request.getQueryParams();
        int limit = limit(query.getFirst("limit"));
        String after = after(query.getFirst("after"));
        String search = search(query.getFirst("search"));
        Sort sort = Sort.of(query.getFirst("sort"));
        Optional<ClientListing.Place> place = sort.place(after, query.getFirst("after_value"));
        return new Page(
                request.getPath().value(), limit, new ClientListing(search, sort.by(), sort.descending(), place));
    }

    /** How many clients to read: one more than are shown, which tells whether more follow. */
    int toRead() {
        return limit + 1;
    }

    /** The clients of this page, and the way to the next. */
    ResponseEntity<List<ClientView>> answer(List<Standing> read) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        if (read.size() <= limit) {
            return answer.body(read.stream().map(ClientView::of).toList());
        }
        List<Standing> shown = read.subList(0, limit);
        return answer.header(HttpHeaders.LINK, "<" + next(shown.get(limit - 1)) + ">; rel=\"next\"")
                .body(shown.stream().map(ClientView::of).toList());
    }

    private String next(Standing last) {
        Sort sort = new Sort(listing.sort(), listing.descending());
        StringBuilder next = new StringBuilder(path).append("?limit=").append(limit);
        if (!listing.search().isEmpty()) {
            next.append("&search=").append(encoded(listing.search()));
        }
        if (!sort.equals(Sort.DEFAULT)) {
            next.append("&sort=").append(sort);
        }
        next.append("&after=").append(encoded(last.id()));
        if (listing.sort() != ClientSort.ID) {
            next.append("&after_value=").append(sort.value(last.registration()));
        }
        return next.toString();
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static int limit(@Nullable String text) {
        int limit = text == null ? DEFAULT_LIMIT : DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Parameters.refusal("limit must be a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static String after(@Nullable String text) {
        if (text != null && !text.isEmpty() && !ClientId.isValid(text)) {
            throw Parameters.refusal("after must have at most " + ClientId.MAX_CHARACTERS
                    + " characters, none of them a control character");
        }
        return text == null ? "" : text;
    }

    private static String search(@Nullable String text) {
        if (text != null && !ClientId.isValid(text)) {
            throw Parameters.refusal("search must have 1 to " + ClientId.MAX_CHARACTERS
                    + " characters, none of them a control character");
        }
        return text == null ? "" : text;
    }
}
