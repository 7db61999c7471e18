package dev.sluice.tokenbucket.ledger.lease;

import java.util.concurrent.CompletableFuture;

/**
 * Keeps buckets and lends slices of them. Each call is one atomic step, by the bank's own clock.
 *
 * <p>Every call ends within a bounded time, with a failure where the bank is away; then it may have done what it was asked, or may
 * still do it.
 */
public interface Bank {

    /** How long a lease holds from when the bank has answered a draw, in microseconds. */
    long LEASE_MICROS = 2_000_000;

    /**
     * Takes back what a draw gives back, and gives what it asks for.
     *
     * @param opening what the bucket held if the bank does not keep it
     */
    CompletableFuture<Answer> draw(Terms terms, Opening opening, Draw draw);

    /** How long a bucket that nobody will come for any more is kept for those who are late, in microseconds. */
    long FORGOTTEN_MICROS = 3_600_000_000L;

    /**
     * Forgets a bucket after a while, even if it is not full again: there is no client any more that could come for it.
     *
     * @param bucket its name
     */
    CompletableFuture<?> forget(String bucket);

    /**
     * Notes that a gateway is there, and tells how many are.
     *
     * @param gateway its name, unique for ever
     */
    CompletableFuture<Presence> present(String gateway);

    /**
     * Who is there.
     *
     * @param gateways how many gateways have said so lately, at least 1
     * @param micros the bank's time, in microseconds since 1970
     */
    record Presence(int gateways, long micros) {}

    /** How long a gateway counts as present after it has said so, in microseconds. */
    long PRESENT_MICROS = 5_000_000;
}
