package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A bank whose line can be cut: calls then fail at once, or are never answered. */
final class SwitchedBank implements Bank {

    private final Bank bank;
    private Line line = Line.UP;

    SwitchedBank(Bank bank) {
        this.bank = bank;
    }

    void turn(Line to) {
        line = to;
    }

    @Override
    public CompletableFuture<Answer> draw(Terms terms, Opening opening, Draw draw) {
        return call(() -> bank.draw(terms, opening, draw));
    }

    @Override
    public CompletableFuture<Presence> present(String gateway) {
        return call(() -> bank.present(gateway));
    }

    private <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
        return switch (line) {
            case UP -> call.get();
            case REFUSES -> CompletableFuture.failedFuture(new IllegalStateException("connection refused"));
            case HANGS -> new CompletableFuture<>();
        };
    }

    enum Line {
        UP,
        REFUSES,
        HANGS
    }
}
