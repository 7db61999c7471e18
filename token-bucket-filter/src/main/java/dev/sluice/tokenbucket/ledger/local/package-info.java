/** The ledger of a gateway that decides alone, from buckets in its own memory. */
@NullMarked
package dev.sluice.tokenbucket.ledger.local;

import org.jspecify.annotations.NullMarked;
