/**
 * The ledger of gateways that share every limit, by slices that a bank lends them.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.ledger.shared.SharedLedger}; how slices are drawn is in {@code ledger.lease}.
 */
@NullMarked
package dev.sluice.tokenbucket.ledger.shared;

import org.jspecify.annotations.NullMarked;
