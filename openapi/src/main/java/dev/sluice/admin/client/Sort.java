package dev.sluice.admin.client;

import dev.sluice.tokenbucket.client.ClientListing.Place;
import dev.sluice.tokenbucket.client.ClientSort;
import dev.sluice.tokenbucket.client.Registration;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list, and the values by which it is sorted, as texts.
 *
 * @param by what it is sorted by
 * @param descending whether in the reverse order
 */
record Sort(ClientSort by, boolean descending) {

    static final Sort DEFAULT = new Sort(ClientSort.ID, false);

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z");

    /**
     * The order of this name.
     *
     * @throws dev.sluice.admin.error.RefusedException if there is none
     */
    static Sort of(@Nullable String name) {
        if (name == null) {
            return DEFAULT;
        }
        boolean descending = name.startsWith("-");
        return Arrays.stream(ClientSort.values())
                .map(by -> new Sort(by, descending))
                .filter(sort -> sort.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Parameters.refusal("sort must be id, capacity, rate_per_sec, created_at or updated_at,"
                                + " or one of these with a - before it"));
    }

    /** The text of the value by which a client is sorted. */
    String value(Registration registration) {
        Object value = by.valueOf(registration);
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /**
     * The place behind which a page begins.
     *
     * @param id the id of the client before; empty for the first page
     * @param value the value by which that client is sorted, where it is not the id
     * @throws dev.sluice.admin.error.RefusedException if one of them is missing or wrong
     */
    Optional<Place> place(String id, @Nullable String value) {
        boolean wanted = !id.isEmpty() && by != ClientSort.ID;
        if (wanted != (value != null)) {
            throw Parameters.refusal("after_value must be given where after is and sort is not id, and only there");
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(new Place(value == null ? id : parsed(value), id));
    }

    private Object parsed(String value) {
        Object parsed = switch (by) {
            case ID -> value;
            case CAPACITY -> WHOLE.matcher(value).matches() ? Long.valueOf(value) : null;
            case RATE_PER_SEC -> DECIMAL.matcher(value).matches() ? new BigDecimal(value) : null;
            case CREATED_AT, UPDATED_AT -> INSTANT.matcher(value).matches() ? instant(value) : null;
        };
        if (parsed == null) {
            throw Parameters.refusal("after_value must be the " + new Sort(by, false) + " of a client");
        }
        return parsed;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Its name. */
    @Override
    public String toString() {
        return (descending ? "-" : "") + by.name().toLowerCase(Locale.ROOT);
    }
}
