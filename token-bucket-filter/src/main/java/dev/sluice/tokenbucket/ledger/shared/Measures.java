package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.math.BigDecimal;

/** What is said in tokens and seconds, in the millionths in which banks count. What does not come out even is rounded down. */
final class Measures {

    private static final int DECIMALS = 6;
    private static final long NANOTOKENS = 1_000;

    private Measures() {}

    static Terms terms(Client client) {
        return terms(BucketNames.of(client), client.version(), client.limit());
    }

    static Terms terms(ClientKey key, Limit limit) {
        return terms(BucketNames.of(key, limit), 0, limit);
    }

    private static Terms terms(String bucket, long version, Limit limit) {
        return new Terms(
                bucket,
                version,
                tokens(limit.capacity()),
                limit.ratePerSec().movePointRight(DECIMALS).longValue());
    }

    static Limit limit(Terms terms) {
        return Limit.of(terms.capacity() / Slice.TOKEN, BigDecimal.valueOf(terms.rate(), DECIMALS));
    }

    static long tokens(long whole) {
        return whole * Slice.TOKEN;
    }

    static Level level(long millionths) {
        return new Level(Math.max(0, millionths) * NANOTOKENS);
    }

    static Opening opening(Fill fill) {
        return new Opening(fill.nanotokens() / NANOTOKENS, fill.micros());
    }

    static Opening full(Limit limit) {
        return new Opening(tokens(limit.capacity()), 0);
    }
}
