package dev.sluice.tokenbucket.ledger.lease;

import java.util.Optional;
import java.util.function.Supplier;

/** The life of a lease, as the gateway sees it: its name, its stamp, the draw that is under way, and when it is over. */
final class Lease {

    /** By such a part of its time a lease ends here before it does at the bank: clocks may differ by more than we slow ours down. */
    private static final long MARGIN = 20;

    private final Supplier<String> names;
    private String name;
    private long stamp;
    private Optional<Draw> underWay = Optional.empty();
    private long firstSent;
    private long lastSent;

    /** From then on the lease is over for us. */
    private long expires;

    /** From then on what is held may not be used; before the lease is over if it is momentary. */
    private long heldUntil;

    /** From then on what was held for a moment is surely the bank's again; between the two nobody knows. */
    private long backAt;

    private boolean momentary;

    Lease(Supplier<String> names) {
        this.names = names;
        this.name = names.get();
    }

    String name() {
        return name;
    }

    /** The stamp of the last answer; 0 before the first. */
    long stamp() {
        return stamp;
    }

    /** Whether the bank may have something on its books. */
    boolean isOpen() {
        return stamp > 0 || underWay.isPresent();
    }

    /** Whether it was drawn last for those who waited, and for a moment only. */
    boolean isMomentary() {
        return momentary && isOpen();
    }

    /** Whether what is held may be the bank's again, and must not be used. */
    boolean isReturning(long now) {
        return isMomentary() && underWay.isEmpty() && now >= heldUntil;
    }

    /** Ends the lease if the bank may, or may not, have what was held again: as long as that is unclear, nothing can be told about it. */
    void endIfUnclear(long now) {
        if (isReturning(now) && now < backAt) {
            begin();
        }
    }

    /** The time since what was held for a moment is surely the bank's again; 0 before. */
    long sinceBack(long now) {
        return Math.max(0, now - backAt);
    }

    boolean isOver(long now) {
        return isOpen() && now >= expires;
    }

    Optional<Draw> underWay() {
        return underWay;
    }

    /** For how long the bank has owed an answer. */
    long unanswered(long now) {
        return underWay.isPresent() ? now - firstSent : 0;
    }

    /** For how long a bank that came back at this time has owed an answer: what was sent before then may be lost. */
    long unansweredSince(long back, long now) {
        long sent = firstSent >= back ? firstSent : lastSent;
        return underWay.isPresent() && sent >= back ? now - sent : 0;
    }

    /** The time since something was sent last. */
    long sinceSent(long now) {
        return now - lastSent;
    }

    void sent(Draw draw, long now) {
        underWay = Optional.of(draw);
        momentary = draw.isMomentary();
        firstSent = now;
        lastSent = now;
        if (stamp == 0) {
            // There may never be an answer.
            expires = now + usable(Bank.LEASE_MICROS);
        }
    }

    void sentAgain(long now) {
        lastSent = now;
    }

    /** Takes note of an answer; true if it is to the draw that is under way. */
    boolean answered(Draw draw) {
        boolean expected = underWay.filter(draw::equals).isPresent();
        if (expected) {
            underWay = Optional.empty();
        }
        return expected;
    }

    /** Holds on, from when the draw was first sent: the bank counts from when it had it, which was later. */
    void prolong(Draw draw, long newStamp, long now) {
        stamp = newStamp;
        expires = firstSent + usable(Bank.LEASE_MICROS);
        heldUntil = firstSent + usable(draw.lentMicros());
        backAt = now + draw.lentMicros() + margin(draw.lentMicros());
    }

    /** Begins another lease: nothing of this one is used any more. */
    void begin() {
        name = names.get();
        stamp = 0;
        underWay = Optional.empty();
    }

    /** How long it can be used what is lent for so long by the bank. */
    static long usable(long micros) {
        return micros - margin(micros);
    }

    private static long margin(long micros) {
        return micros / MARGIN;
    }
}
