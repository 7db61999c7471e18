package dev.sluice.tokenbucket.ledger.database;

import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import io.r2dbc.spi.Readable;
import java.util.Objects;

/** What the function answers. */
final class Rows {

    private Rows() {}

    static Answer answer(Readable row) {
        Long stamp = row.get("stamp", Long.class);
        if (stamp == null) {
            return new Answer.Lost();
        }
        Slice given = new Slice(number(row, "given_capacity"), number(row, "given_rate"), number(row, "given_tokens"));
        Terms terms = new Terms(
                Objects.requireNonNull(row.get("bucket", String.class)),
                number(row, "version"),
                number(row, "bucket_capacity"),
                number(row, "bucket_rate"));
        Pool pool = new Pool(
                terms,
                number(row, "pool_capacity"),
                number(row, "pool_rate"),
                number(row, "pool_tokens"),
                number(row, "lent"),
                number(row, "demand"),
                Math.toIntExact(number(row, "leases")));
        return new Answer.Grant(stamp, given, pool);
    }

    static Bank.Presence presence(Readable row) {
        return new Bank.Presence(Math.toIntExact(number(row, "gateways")), number(row, "micros"));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
