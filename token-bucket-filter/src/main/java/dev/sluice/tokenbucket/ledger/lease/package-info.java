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
 * <p>A draw belongs to a <em>lease</em>, whose name is never used again, and names the <em>stamp</em> of the answer that it follows, 0 for
 * the first. Stamps only grow. Of each lease the bank keeps the last stamp, the one before it, and what it gave last: a draw that follows the last
 * stamp is new; one that follows the stamp before is a repetition, and is answered alike; any other comes too late, and what its sender
 * holds is {@linkplain dev.sluice.tokenbucket.ledger.lease.Answer.Lost lost} (fencing).
 *
 * <p>Who asks only for requests that wait has no use for a slice. Its lease is <em>momentary</em>: what it holds comes back to the bank by itself
 * after less than {@link dev.sluice.tokenbucket.ledger.lease.Bank#LEASE_MICROS}, and the lease goes on, with nothing in it, so that its
 * demand is still known.
 *
 * <p>The bank knows arithmetic only; it is told by a {@link dev.sluice.tokenbucket.ledger.lease.Draw}, and tells in an {@link
 * dev.sluice.tokenbucket.ledger.lease.Answer} what it gives, and in a {@link dev.sluice.tokenbucket.ledger.lease.Pool} what nobody has leased. All else
 * is decided by the gateway, in {@link dev.sluice.tokenbucket.ledger.lease.Holding}: start there. It has a {@code Stock} under a {@code
 * Lease}, and asks: is a slice to be kept at all ({@code PassThrough})? May the bank have enough, or is a request refused ({@code Prospect})? Is
 * a draw due, for want or excess ({@code Balance}), or to give all back ({@code Release}); may it be sent ({@code Pace})? What is kept then, and
 * asked for ({@code Plan}, by {@code Share} and {@code More})?
 *
 * <p>Nothing here waits or sends. Tokens are counted in millionths, rates in millionths of a token a second, time in microseconds, so that every
 * bank can count exactly, also one that knows no numbers but doubles.
 */
@NullMarked
package dev.sluice.tokenbucket.ledger.lease;

import org.jspecify.annotations.NullMarked;
