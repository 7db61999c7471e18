package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.database.ChangePage.Change;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The changes of clients in the table {@code sluice_client_changes}, which triggers write. */
final class ChangeLog {

    /** Changes in one statement: a few milliseconds of the database's time. */
    static final int MOST = 1000;

    /**
     * At least one row, since it tells the moment as well. Both tables are read by their keys, however large they are thought to be:
     * a comparison of rows alone says where to begin, and what has a limit of its own is not joined in another way.
     */
    private static final String PAGE = """
            select cast(txid_current_snapshot() as text) as snapshot, pg_postmaster_start_time() as server,
                statement_timestamp() as at, ch.transaction, ch.version as change_version, c.client_id is null as gone,
                ch.client_id, coalesce(c.capacity, ch.capacity) as capacity,
                coalesce(c.rate_per_sec, ch.rate_per_sec) as rate_per_sec, coalesce(c.tokens, ch.tokens) as tokens,
                coalesce(c.refilled_at, ch.refilled_at) as refilled_at,
                coalesce(c.generation, ch.generation) as generation, coalesce(c.version, ch.version) as version
            from (values (1)) one(row)
            left join (
                select * from sluice_client_changes
                where (transaction, version)
                        > (greatest(:transaction, txid_snapshot_xmin(cast(:snapshot as txid_snapshot))), :version)
                    and not txid_visible_in_snapshot(transaction, cast(:snapshot as txid_snapshot))
                order by transaction, version limit :most) ch on true
            left join lateral (select * from sluice_clients where client_id = ch.client_id limit 1) c on true
            order by ch.transaction, ch.version
            """;

    /** Several gateways may do the same at once. */
    private static final String PRUNE = """
            delete from sluice_client_changes ch using (
                select transaction, version from sluice_client_changes
                where transaction < txid_snapshot_xmin(cast(:snapshot as txid_snapshot))
                order by transaction, version limit :most for update skip locked) old
            where ch.transaction = old.transaction and ch.version = old.version
            """;

    private final Database database;

    ChangeLog(Database database) {
        this.database = database;
    }

    /** The first changes that were not to be seen at the mark; without a mark, none. */
    Mono<ChangePage> since(@Nullable Mark mark) {
        return page(mark, 0, Long.MIN_VALUE);
    }

    /** The changes that were not to be seen at the mark, and are listed after this one. */
    Mono<ChangePage> after(Mark mark, Change last) {
        return page(mark, last.transaction(), last.version());
    }

    /** Removes changes that were to be seen at the mark, and tells whether there may be more of them. */
    Mono<Boolean> prune(Mark mark) {
        return database.one(sql -> sql.sql(PRUNE)
                        .bind("snapshot", mark.snapshot())
                        .bind("most", MOST)
                        .fetch()
                        .rowsUpdated())
                .map(pruned -> pruned == MOST);
    }

    private Mono<ChangePage> page(@Nullable Mark mark, long transaction, long version) {
        return database.one(sql -> {
            DatabaseClient.GenericExecuteSpec page = sql.sql(PAGE)
                    .bind("transaction", transaction)
                    .bind("version", version)
                    .bind("most", MOST);
            return (mark == null ? page.bindNull("snapshot", String.class) : page.bind("snapshot", mark.snapshot()))
                    .map(Row::of)
                    .all()
                    .collectList()
                    .map(ChangeLog::page);
        });
    }

    private static ChangePage page(List<Row> rows) {
        return new ChangePage(
                rows.get(0).mark,
                rows.stream().flatMap(row -> row.change.stream()).toList());
    }

    private record Row(Mark mark, Optional<Change> change) {

        static Row of(Readable row) {
            Mark mark = new Mark(
                    value(row, "snapshot", String.class),
                    value(row, "server", OffsetDateTime.class).toInstant(),
                    value(row, "at", OffsetDateTime.class).toInstant());
            return new Row(
                    mark,
                    Optional.ofNullable(row.get("transaction", Long.class))
                            .map(transaction -> new Change(
                                    transaction,
                                    value(row, "change_version", Long.class),
                                    Rows.client(row),
                                    value(row, "gone", Boolean.class))));
        }

        private static <T> T value(Readable row, String column, Class<T> type) {
            return Objects.requireNonNull(row.get(column, type));
        }
    }
}
