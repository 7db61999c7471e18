package dev.sluice.tokenbucket.client;

import dev.sluice.tokenbucket.bucket.Limit;

/**
 * A registered client, as a request needs it: the key under which it spends, and what it may spend.
 *
 * @param id its id
 * @param key its key
 * @param limit its limit
 * @param generation which of the clients that ever had this id it is: a client that is deleted and created again is
 *     another one, with a bucket of its own
 * @param version which state of the client this is: of two, the newer has the greater number, in whatever order they are
 *     met, and over all generations
 * @param fill what its bucket held when it was last saved
 */
public record Client(String id, ClientKey key, Limit limit, long generation, long version, Fill fill) {

    /** A client that nobody changes, with a bucket that starts full. */
    public static Client of(String id, Limit limit) {
        return of(id, limit, 0, 0, Fill.full(limit));
    }

    /** A client that spends under the key of its id. */
    public static Client of(String id, Limit limit, long generation, long version, Fill fill) {
        return new Client(id, ClientKey.ofClientId(id), limit, generation, version, fill);
    }

    /** The same client with what its bucket holds now. */
    public Client filled(Fill fill) {
        return new Client(id, key, limit, generation, version, fill);
    }

    /** Redacted, since an id may be a secret. */
    @Override
    public String toString() {
        return key + " version " + version + ": " + limit;
    }
}
