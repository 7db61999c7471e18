package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.lease.AccountsInMemory;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Law;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import dev.sluice.tokenbucket.ledger.shared.SwitchedBank.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** Gateways with one clock that is turned by hand, and one bank that can be cut off, hang or answer late. */
final class OutageScene {

    static final Duration STEP = Duration.ofMillis(5);

    /** After which a bank that hangs is away. */
    static final Duration FOUND_OUT = Duration.ofMillis(510);

    static final Client ANN = Client.of("ann", Limit.of(30, 3));

    /** After so many quick answers a gateway knows its bank. */
    private static final int KNOWN = 30;

    final HandClock clock = new HandClock();
    final Bank accounts = new AccountsInMemory().by(() -> clock.nanos() / 1_000);
    final SwitchedBank bank = new SwitchedBank(accounts, clock);

    /** Takes from so many buckets that the gateway knows how quick its bank is. */
    void getToKnow(SharedLedger ledger) {
        for (int i = 0; i < KNOWN; i++) {
            assertThat(ledger.take(Client.of("client-" + i, Limit.of(2, 1)), 1)).isCompleted();
        }
    }

    int spend(Client client, int millis, List<SharedLedger> ledgers) {
        return spend(client, millis, ledgers, admitted -> {});
    }

    int spend(Client client, int millis, List<SharedLedger> ledgers, Law law) {
        return spend(client, millis, ledgers, at -> law.admitted(Slice.TOKEN, at));
    }

    private int spend(Client client, int millis, List<SharedLedger> ledgers, LongConsumer admissions) {
        List<CompletableFuture<Decision>> waiting = new ArrayList<>();
        int admitted = 0;
        for (int at = 0; at < millis; at += (int) STEP.toMillis()) {
            for (int i = 0; i < ledgers.size(); i++) {
                for (int n = 0; n <= i; n++) {
                    waiting.add(ledgers.get(i).take(client, 1));
                }
            }
            bank.answerLate();
            step(at, ledgers);
            for (Iterator<CompletableFuture<Decision>> decisions = waiting.iterator(); decisions.hasNext(); ) {
                CompletableFuture<Decision> decision = decisions.next();
                if (decision.isDone()) {
                    decisions.remove();
                    if (decision.join().admitted()) {
                        admitted++;
                        admissions.accept(now());
                    }
                }
            }
        }
        return admitted;
    }

    /** A step of so many milliseconds from the beginning, with what a gateway does now and then by itself. */
    void step(int at, List<SharedLedger> ledgers) {
        clock.advance(STEP);
        ledgers.forEach(SharedLedger::lookAfterWaiting);
        if (at % 200 == 0) {
            ledgers.forEach(SharedLedger::look);
        }
        if (at % 500 == 0) {
            ledgers.forEach(OutageScene::sayPresent);
        }
    }

    /** So many requests at once at each gateway, again and again after a pause in milliseconds; answers how many passed. */
    int bursts(Client client, int requests, int pause, int millis, List<SharedLedger> ledgers, Law law) {
        int admitted = 0;
        for (int at = 0; at < millis; at += (int) STEP.toMillis()) {
            for (int i = 0; now() / 1_000 % pause == 0 && i < requests; i++) {
                for (SharedLedger ledger : ledgers) {
                    CompletableFuture<Decision> decision = ledger.take(client, 1);
                    if (decision.join().admitted()) {
                        admitted++;
                        law.admitted(Slice.TOKEN, now());
                    }
                }
            }
            step(at, ledgers);
        }
        return admitted;
    }

    /** Does not wait for an answer, which may never come. */
    static void sayPresent(SharedLedger ledger) {
        var unused = ledger.present();
    }

    long now() {
        return clock.nanos() / 1_000;
    }

    int admitted(SharedLedger ledger, int requests) {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += ledger.take(ANN, 1).join().admitted() ? 1 : 0;
        }
        return admitted;
    }

    void cut(Line line, List<SharedLedger> ledgers) {
        bank.turn(line);
        ledgers.forEach(ledger -> ledger.present().join());
    }

    void passes(Duration time, SharedLedger ledger) {
        passes(time, List.of(ledger));
    }

    void passes(Duration time, List<SharedLedger> ledgers) {
        for (long left = time.toMillis(); left > 0; left -= STEP.toMillis()) {
            clock.advance(STEP);
            ledgers.forEach(SharedLedger::lookAfterWaiting);
            ledgers.forEach(SharedLedger::look);
        }
    }

    List<SharedLedger> gateways(OnLedgerFailure policy, int count) {
        List<SharedLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ledgers.add(gateway(bank, policy));
        }
        ledgers.forEach(ledger -> ledger.present().join());
        ledgers.forEach(ledger -> ledger.present().join());
        return ledgers;
    }

    SharedLedger gateway(Bank line, OnLedgerFailure policy) {
        return new SharedLedger(line, policy, Limit.of(1, 1), 100, clock, clock::instant);
    }
}
