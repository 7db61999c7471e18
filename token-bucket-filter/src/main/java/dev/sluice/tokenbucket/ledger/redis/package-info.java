/** A bank in Redis; what a draw does there is in {@code draw.lua}. */
@NullMarked
package dev.sluice.tokenbucket.ledger.redis;

import org.jspecify.annotations.NullMarked;
