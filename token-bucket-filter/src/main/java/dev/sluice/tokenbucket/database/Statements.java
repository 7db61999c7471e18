package dev.sluice.tokenbucket.database;

/**
 * The SQL of the clients' books; where the databases differ, one way for each.
 *
 * <p>What works on several clients takes an array for each column, so that a batch is one round trip and one atomic step.
 *
 * @param search a page of the clients whose ids match {@code :pattern}, with places for what follows the condition and for the order
 */
record Statements(String createAll, String change, String delete, String saveFills, String saveUsage, String search) {

    static final String COLUMNS =
            "client_id, address, capacity, rate_per_sec, tokens, refilled_at, generation, version, created_at, updated_at";

    private static final String NEW_CLIENTS = """
            unnest(
                cast(:ids as varchar array), cast(:addresses as varchar array), cast(:capacities as bigint array),
                cast(:rates as numeric(19, 9) array), cast(:tokens as numeric(19, 9) array),
                cast(:times as timestamp(6) with time zone array))
            as f(client_id, address, capacity, rate_per_sec, tokens, refilled_at)
            """;

    private static final String FILLS = """
            unnest(
                cast(:ids as varchar array), cast(:versions as bigint array), cast(:tokens as numeric(19, 9) array),
                cast(:times as timestamp(6) with time zone array))
            as f(client_id, version, tokens, refilled_at)
            """;

    private static final String USAGE = """
            unnest(
                cast(:generations as bigint array), cast(:minutes as bigint array), cast(:gateways as varchar array),
                cast(:counters as bigint array), cast(:admitted as bigint array), cast(:refused as bigint array),
                cast(:spent as bigint array), cast(:seen as bigint array))
            as f(generation, minute_number, gateway, counter, admitted, refused, spent, last_seen)
            """;

    private static final String USAGE_COLUMNS =
            "generation, minute_number, gateway, counter, admitted, refused, spent, last_seen";

    /**
     * A statement that was given up may still be on its way, so an older fill must not replace a newer one. A fill from the
     * future counts for nothing: somebody's clock has been set back.
     */
    private static final String LATER_FILL = """
            c.client_id = f.client_id and c.version = f.version
            and (c.refilled_at <= f.refilled_at or c.refilled_at > current_timestamp)""";

    private static final String CHANGE = """
            update sluice_clients
            set capacity = :capacity, rate_per_sec = :rate, tokens = :tokens, refilled_at = :time,
                version = nextval('sluice_client_versions'), updated_at = :now
            where client_id = :id and version = :version
            """;

    private static final String DELETE = "delete from sluice_clients where client_id = :id\n";

    static final String FIND = "select " + COLUMNS + " from sluice_clients where client_id = :id";

    /** A client whose id is an address is not met by whoever sends that text as a key. */
    static final String FIND_ALL = "select " + COLUMNS
            + " from sluice_clients where client_id = any(cast(:ids as varchar array)) and address is null union all select "
            + COLUMNS + " from sluice_clients where address = any(cast(:addresses as varchar array))";

    /** PostgreSQL, 12 or newer. */
    static Statements postgresql() {
        String createAll = """
                with fresh as materialized (select f.*, nextval('sluice_client_versions') as version from %2$s)
                insert into sluice_clients (%1$s)
                select client_id, nullif(address, ''), capacity, rate_per_sec, tokens, refilled_at, version, version, :now, :now
                from fresh
                on conflict do nothing
                returning %1$s
                """;
        String saveFills = """
                update sluice_clients c set tokens = f.tokens, refilled_at = f.refilled_at
                from %s where %s
                """;
        String saveUsage = """
                insert into sluice_client_usage as u (%1$s) select * from %2$s
                on conflict (generation, minute_number, gateway, counter) do update set
                    admitted = greatest(u.admitted, excluded.admitted), refused = greatest(u.refused, excluded.refused),
                    spent = greatest(u.spent, excluded.spent), last_seen = greatest(u.last_seen, excluded.last_seen)
                """;
        // Behind a fence: an index would be read until enough are found whenever the database hopes for many.
        // Where there are none, and rows have changed lately, that takes ten times as long.
        String search = """
                select * from (select %s from sluice_clients where client_id ~ :pattern%%1$s offset 0) found%%2$s
                """;
        return new Statements(
                createAll.formatted(COLUMNS, NEW_CLIENTS),
                CHANGE + "returning " + COLUMNS,
                DELETE + "returning " + COLUMNS,
                saveFills.formatted(FILLS, LATER_FILL),
                saveUsage.formatted(USAGE_COLUMNS, USAGE),
                search.formatted(COLUMNS));
    }

    /** H2, 2.2 or newer. */
    static Statements h2() {
        String createAll = """
                select %1$s from final table (
                    insert into sluice_clients (%1$s)
                    select client_id, nullif(address, ''), capacity, rate_per_sec, tokens, refilled_at,
                        next value for sluice_client_versions, next value for sluice_client_versions, :now, :now
                    from %2$s
                    where not exists (select 1 from sluice_clients c where c.client_id = f.client_id)
                        and not exists (select 1 from sluice_clients c where c.address = f.address))
                """;
        String saveFills = """
                merge into sluice_clients c using (select * from %s) f on (%s)
                when matched then update set tokens = f.tokens, refilled_at = f.refilled_at
                """;
        String saveUsage = """
                merge into sluice_client_usage u using (select * from %2$s) f
                on (u.generation = f.generation and u.minute_number = f.minute_number and u.gateway = f.gateway
                    and u.counter = f.counter)
                when matched then update set
                    admitted = greatest(u.admitted, f.admitted), refused = greatest(u.refused, f.refused),
                    spent = greatest(u.spent, f.spent), last_seen = greatest(u.last_seen, f.last_seen)
                when not matched then insert (%1$s) values (
                    f.generation, f.minute_number, f.gateway, f.counter, f.admitted, f.refused, f.spent, f.last_seen)
                """;
        // Along the index of the order, which has all that is asked for, until there are enough.
        // Only the rows of these are read.
        String search = """
                select %s from sluice_clients where client_id in (
                    select client_id from sluice_clients where client_id regexp :pattern%%1$s%%2$s)%%2$s
                """;
        return new Statements(
                createAll.formatted(COLUMNS, NEW_CLIENTS),
                "select " + COLUMNS + " from final table (" + CHANGE + ")",
                "select " + COLUMNS + " from old table (" + DELETE + ")",
                saveFills.formatted(FILLS, LATER_FILL),
                saveUsage.formatted(USAGE_COLUMNS, USAGE),
                search.formatted(COLUMNS));
    }
}
