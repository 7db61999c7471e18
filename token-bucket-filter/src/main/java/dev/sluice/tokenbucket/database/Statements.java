package dev.sluice.tokenbucket.database;

/**
 * The SQL of the clients' books; where the databases differ, one way for each.
 *
 * <p>What works on several clients takes an array for each column, so that a batch is one round trip and one atomic step.
 *
 * @param matches the operator that holds a text against a regular expression
 */
record Statements(String createAll, String change, String delete, String saveFills, String matches) {

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
        return new Statements(
                createAll.formatted(COLUMNS, NEW_CLIENTS),
                CHANGE + "returning " + COLUMNS,
                DELETE + "returning " + COLUMNS,
                saveFills.formatted(FILLS, LATER_FILL),
                "~");
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
        return new Statements(
                createAll.formatted(COLUMNS, NEW_CLIENTS),
                "select " + COLUMNS + " from final table (" + CHANGE + ")",
                "select " + COLUMNS + " from old table (" + DELETE + ")",
                saveFills.formatted(FILLS, LATER_FILL),
                "regexp");
    }
}
