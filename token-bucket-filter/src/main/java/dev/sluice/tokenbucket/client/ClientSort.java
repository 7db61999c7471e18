package dev.sluice.tokenbucket.client;

/** What clients are sorted by; those with equal values stand in the order of their ids. */
public enum ClientSort {
    /** The id, character by character. */
    ID,
    /** The capacity. */
    CAPACITY,
    /** The rate. */
    RATE_PER_SEC,
    /** When the client was created. */
    CREATED_AT,
    /** When its limit was last set. */
    UPDATED_AT;

    /** What a client is sorted by: a {@link String}, a {@link Long}, a {@link java.math.BigDecimal} or an {@link java.time.Instant}. */
    public Object valueOf(Registration registration) {
        Client client = registration.client();
        return switch (this) {
            case ID -> client.id();
            case CAPACITY -> client.limit().capacity();
            case RATE_PER_SEC -> client.limit().ratePerSec();
            case CREATED_AT -> registration.createdAt();
            case UPDATED_AT -> registration.updatedAt();
        };
    }
}
