/** A bank in PostgreSQL; what a draw does there is in {@code R__draw.sql}. */
@NullMarked
package dev.sluice.tokenbucket.ledger.database;

import org.jspecify.annotations.NullMarked;
