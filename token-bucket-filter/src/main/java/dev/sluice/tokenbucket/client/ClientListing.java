package dev.sluice.tokenbucket.client;

import java.util.Optional;

/**
 * Which clients are listed, and in which order.
 *
 * @param search what their ids contain, whether in capitals or in small letters; empty for all
 * @param sort what they are sorted by
 * @param descending whether in the reverse order, that of ids with equal values included
 * @param after the place behind which the list begins; empty for all of it
 */
public record ClientListing(String search, ClientSort sort, boolean descending, Optional<Place> after) {

    /** All clients whose ids come after this one, in their order; empty for all. */
    public static ClientListing after(String id) {
        return new ClientListing(
                "", ClientSort.ID, false, id.isEmpty() ? Optional.empty() : Optional.of(new Place(id, id)));
    }

    /**
     * A place in a list: that of a client, whether it is still there or not.
     *
     * @param value what the list is sorted by, see {@link ClientSort#valueOf}
     * @param id the id
     */
    public record Place(Object value, String id) {}
}
