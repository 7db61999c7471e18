package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.ClientListing;
import dev.sluice.tokenbucket.client.ClientListing.Place;
import dev.sluice.tokenbucket.client.ClientSort;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The statement of one page of clients, which begins where the page before has ended.
 *
 * <p>Without a search it reads no more than the page, along the index of the sort: behind a client those that share its value, then those
 * from the next possible value on. (Said as one comparison of pairs, H2 would begin at the first that shares the value.)
 *
 * <p>A search reads ids until it has enough, or all of them, as {@link Statements#search} says.
 *
 * @param sql the statement, to which {@code :most} is to be bound as well
 * @param values what else is bound
 */
record PageStatement(String sql, Map<String, Object> values) {

    private static final BigDecimal NANOTOKEN = BigDecimal.ONE.movePointLeft(9);

    static PageStatement of(ClientListing listing, String search) {
        Map<String, Object> values = new HashMap<>();
        listing.after().ifPresent(place -> {
            values.put("after", place.id());
            if (listing.sort() != ClientSort.ID) {
                values.put("value", bound(place.value()));
            }
        });
        if (!listing.search().isEmpty()) {
            values.put("pattern", AnyCase.containing(listing.search()));
            return new PageStatement(search.formatted(rest(listing), order(listing)), values);
        }
        if (values.containsKey("value")) {
            values.put("next", bound(next(listing)));
        }
        return new PageStatement(ranges(listing), values);
    }

    private static String ranges(ClientListing listing) {
        String beyond = listing.descending() ? "<" : ">";
        if (listing.after().isEmpty()) {
            return range(listing, "");
        }
        if (listing.sort() == ClientSort.ID) {
            return range(listing, "where client_id " + beyond + " :after");
        }
        String column = column(listing.sort());
        return "(" + range(listing, "where " + column + " = :value and client_id " + beyond + " :after")
                + ") union all (" + range(listing, "where " + column + " " + beyond + "= :next")
                + ")" + order(listing);
    }

    private static String range(ClientListing listing, String where) {
        return "select " + Statements.COLUMNS + " from sluice_clients " + where + order(listing);
    }

    /** What stands behind the place, in words that follow another condition. */
    private static String rest(ClientListing listing) {
        String beyond = listing.descending() ? "<" : ">";
        if (listing.after().isEmpty()) {
            return "";
        }
        return listing.sort() == ClientSort.ID
                ? " and client_id " + beyond + " :after"
                : " and (" + column(listing.sort()) + ", client_id) " + beyond + " (:value, :after)";
    }

    private static String order(ClientListing listing) {
        String direction = listing.descending() ? " desc" : "";
        String first = listing.sort() == ClientSort.ID ? "" : column(listing.sort()) + direction + ", ";
        return " order by " + first + "client_id" + direction + " limit :most";
    }

    private static String column(ClientSort sort) {
        return sort == ClientSort.ID ? "client_id" : sort.name().toLowerCase(Locale.ROOT);
    }

    /** The first value that can stand behind that of the place. */
    private static Object next(ClientListing listing) {
        Object value = listing.after().map(Place::value).orElseThrow();
        int step = listing.descending() ? -1 : 1;
        return switch (listing.sort()) {
            case CAPACITY -> (Long) value + step;
            case RATE_PER_SEC -> ((BigDecimal) value).add(NANOTOKEN.multiply(BigDecimal.valueOf(step)));
            case CREATED_AT, UPDATED_AT -> ((Instant) value).plus(step, ChronoUnit.MICROS);
            case ID -> throw new IllegalArgumentException("ids have no next one");
        };
    }

    private static Object bound(Object value) {
        return value instanceof Instant instant ? Rows.time(instant) : value;
    }
}
