package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.Registration;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/** A client as a row of the table, and back. */
final class Rows {

    /** Decimals of a token in the table: nanotokens. */
    private static final int DECIMALS = 9;

    private Rows() {}

    static Registration registration(Readable row) {
        return new Registration(client(row), instant(row, "created_at"), instant(row, "updated_at"));
    }

    static Client client(Readable row) {
        Limit limit = Limit.of(number(row, "capacity"), decimal(row, "rate_per_sec"));
        Level level = new Level(decimal(row, "tokens").movePointRight(DECIMALS).longValueExact());
        return Client.of(
                value(row, "client_id", String.class),
                limit,
                number(row, "generation"),
                number(row, "version"),
                Fill.of(level, instant(row, "refilled_at")));
    }

    static BigDecimal tokens(Fill fill) {
        return BigDecimal.valueOf(fill.nanotokens(), DECIMALS);
    }

    /** The rate with all its decimals: H2's driver takes no array of numbers that have different ones. */
    static BigDecimal rate(Limit limit) {
        return limit.ratePerSec().setScale(DECIMALS);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Readable row, String column) {
        return value(row, column, OffsetDateTime.class).toInstant();
    }

    private static long number(Readable row, String column) {
        return value(row, column, Long.class);
    }

    private static BigDecimal decimal(Readable row, String column) {
        return value(row, column, BigDecimal.class);
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
