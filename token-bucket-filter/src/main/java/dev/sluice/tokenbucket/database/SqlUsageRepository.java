package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.usage.UsageRepository;
import dev.sluice.tokenbucket.usage.UsageRow;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What clients did lately, in a table of an SQL database, a row for each counter and minute. */
final class SqlUsageRepository implements UsageRepository {

    private static final String FIND = """
            select generation, minute_number, gateway, counter, admitted, refused, spent, last_seen
            from sluice_client_usage
            where generation = :generation and minute_number >= :minute
            """;

    private static final String DELETE = "delete from sluice_client_usage where minute_number < :minute";

    private final Database database;
    private final String save;

    SqlUsageRepository(Database database, Statements statements) {
        this.database = database;
        this.save = statements.saveUsage();
    }

    @Override
    public Mono<Void> save(Collection<UsageRow> rows) {
        List<UsageRow> ordered = rows.stream()
                .sorted(Comparator.comparingLong(UsageRow::generation).thenComparingLong(UsageRow::minute))
                .toList();
        return database.one(sql -> sql.sql(save)
                        .bind("generations", column(ordered, UsageRow::generation))
                        .bind("minutes", column(ordered, UsageRow::minute))
                        .bind(
                                "gateways",
                                ordered.stream().map(UsageRow::gateway).toArray(String[]::new))
                        .bind("counters", column(ordered, UsageRow::counter))
                        .bind("admitted", column(ordered, UsageRow::admitted))
                        .bind("refused", column(ordered, UsageRow::refused))
                        .bind("spent", column(ordered, UsageRow::spent))
                        .bind("seen", column(ordered, UsageRow::lastSeen))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    @Override
    public Flux<UsageRow> find(long generation, long minute) {
        return database.many(sql -> sql.sql(FIND)
                .bind("generation", generation)
                .bind("minute", minute)
                .map(SqlUsageRepository::row)
                .all());
    }

    @Override
    public Mono<Void> deleteBefore(long minute) {
        return database.one(
                        sql -> sql.sql(DELETE).bind("minute", minute).fetch().rowsUpdated())
                .then();
    }

    private static Long[] column(List<UsageRow> rows, Function<UsageRow, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }

    private static UsageRow row(Readable row) {
        return new UsageRow(
                number(row, "generation"),
                number(row, "minute_number"),
                Objects.requireNonNull(row.get("gateway", String.class)),
                number(row, "counter"),
                number(row, "admitted"),
                number(row, "refused"),
                number(row, "spent"),
                number(row, "last_seen"));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
