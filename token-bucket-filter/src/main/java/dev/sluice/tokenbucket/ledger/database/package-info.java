/** A bank in PostgreSQL; what a draw does there is in {@code V2__buckets.sql}. */
@NullMarked
package dev.sluice.tokenbucket.ledger.database;

import org.jspecify.annotations.NullMarked;
