package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.client.ClientId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Which ids a client may have here: some words stand where an id would, and name a call. */
final class ClientIds {

    private static final Set<String> CALLS = Set.of("export", "import");
    private static final Set<String> VERBS = Set.of("register", "update", "delete", "get", "list");

    private final Set<String> reserved;

    /**
     * The rules for ids.
     *
     * @param verbPaths whether the verb paths are on
     */
    ClientIds(boolean verbPaths) {
        this.reserved = verbPaths
                ? Stream.concat(CALLS.stream(), VERBS.stream()).collect(Collectors.toUnmodifiableSet())
                : CALLS;
    }

    /**
     * The id itself.
     *
     * @throws RefusedException if no client can have it
     */
    String checked(@Nullable String id) {
        if (id == null || !ClientId.isValid(id)) {
            throw Field.CLIENT_ID.refusal();
        }
        if (reserved.contains(id)) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, "client_id must not be '" + id + "', which is the name of a call");
        }
        return id;
    }
}
