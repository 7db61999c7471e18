package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Law;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.ledger.shared.SwitchedBank.Line;
import java.util.Optional;

/** A gateway with a line of its own to the bank, which can be cut; what it lets through without the bank is held against its fair part. */
final class CutOffGateway {

    /** After which no lease of before is left, and no answer is still on its way. */
    private static final long ALONE_MICROS =
            Bank.LEASE_MICROS + OutageScene.FOUND_OUT.toNanos() / 1_000 + SwitchedBank.LATENESS.toNanos() / 1_000;

    private final OutageScene scene;
    private final SwitchedBank line;
    private final SharedLedger ledger;
    private long admitted;
    private boolean cut;
    private long cutAt;
    private Optional<Law> fairPart = Optional.empty();

    CutOffGateway(OutageScene scene, OnLedgerFailure policy) {
        this.scene = scene;
        this.line = new SwitchedBank(scene.accounts, scene.clock);
        this.ledger = scene.gateway(line, policy);
    }

    SharedLedger ledger() {
        return ledger;
    }

    void answerLate() {
        line.answerLate();
    }

    void turn(Line to) {
        line.turn(to);
        boolean answers = to == Line.UP || to == Line.LATE;
        cutAt = cut ? cutAt : scene.now();
        cut = !answers;
        fairPart = answers ? Optional.empty() : fairPart;
    }

    /** Whether the bank has heard of all that was let through and was not lent. */
    boolean isPaid() {
        return line.owed() >= admitted - ledger.tally().spent();
    }

    /** Notes a request that has passed. */
    void admitted(Terms terms) {
        admitted += Slice.TOKEN;
        if (cut && scene.now() - cutAt > ALONE_MICROS) {
            fairPart = fairPart.or(() -> Optional.of(fairPart(terms)));
            fairPart.get().admitted(Slice.TOKEN, scene.now());
        }
    }

    private Law fairPart(Terms terms) {
        int gateways = ledger.state().gateways();
        long capacity = terms.capacity() / Slice.TOKEN / gateways * Slice.TOKEN;
        Terms part = new Terms(terms.bucket(), terms.version(), capacity, terms.rate() / gateways);
        return new Law(part, capacity, scene.now());
    }
}
