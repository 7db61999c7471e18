/**
 * Where tokens are kept: the seam between a request that wants some and whoever decides.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.ledger.Ledger}.
 */
@NullMarked
package dev.sluice.tokenbucket.ledger;

import org.jspecify.annotations.NullMarked;
