/**
 * One bucket for several gateways, each of which spends from a slice of its own.
 *
 * <p>A bank keeps the bucket. A gateway that needs tokens <em>draws</em>: it gives back of its {@link
 * dev.sluice.tokenbucket.ledger.lease.Slice} what it can spare and is given what it asks for, as far as it is there. A draw
 * only gives back and an answer only gives, so whatever becomes of the messages, the bank's pool and all slices together are
 * never more than the bucket: not in capacity, not in rate, not in tokens. What a gateway holds is lent to it until an expiry; a
 * gateway stops spending before that by its own clock, and the bank takes capacity and rate back after it by its own, without
 * the tokens. (Leases: Gray and Cheriton, 1989. Slices: the escrow method of O'Neil, 1986, for a quantity that grows with time.)
 *
 * <p>The bank knows arithmetic only. What to keep and what to ask for is decided by the gateway, in {@link
 * dev.sluice.tokenbucket.ledger.lease.Holding}: start there. Nothing here waits, sends or reads a clock. Tokens are counted in
 * millionths, rates in millionths of a token a second, time in microseconds, so that every bank can count exactly, also one that
 * knows no numbers but doubles.
 */
@NullMarked
package dev.sluice.tokenbucket.ledger.lease;

import org.jspecify.annotations.NullMarked;
