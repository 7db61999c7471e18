package dev.sluice.tokenbucket.ledger.lease;

import java.util.Optional;
import java.util.function.Supplier;

/** The life of a lease, as the gateway sees it: its name, its stamp, the draw that is under way, and when it is over. */
final class Lease {

    /** So long before the bank's a lease ends here: clocks may differ by more than we slow ours down. */
    static final long MARGIN_MICROS = Bank.LEASE_MICROS / 20;

    private final Supplier<String> names;
    private String name;
    private long stamp;
    private Optional<Draw> underWay = Optional.empty();
    private long firstSent;
    private long lastSent;
    private long expires;
    private boolean forOne;

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

    /** Whether it was drawn last for one request that came alone. */
    boolean isForOne() {
        return forOne;
    }

    void drawnForOne(boolean one) {
        forOne = one;
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
        firstSent = now;
        lastSent = now;
        if (stamp == 0) {
            expires = end();
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
    void prolong(long newStamp) {
        stamp = newStamp;
        expires = end();
    }

    /** Begins another lease: nothing of this one is used any more. */
    void begin() {
        name = names.get();
        stamp = 0;
        underWay = Optional.empty();
    }

    private long end() {
        return firstSent + Bank.LEASE_MICROS - MARGIN_MICROS;
    }
}
