/**
 * The clients' books in an SQL database, H2 or PostgreSQL, over R2DBC.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.database.SqlClientRepository}; the tables are in {@code V1__clients.sql}. What other
 * processes change in them is found by {@link dev.sluice.tokenbucket.database.ChangeReader}.
 */
@NullMarked
package dev.sluice.tokenbucket.database;

import org.jspecify.annotations.NullMarked;
