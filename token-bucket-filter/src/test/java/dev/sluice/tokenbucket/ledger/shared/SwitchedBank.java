package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A bank whose line can be cut: calls then fail at once, or are never answered, or late. */
final class SwitchedBank implements Bank {

    /** How late a late answer is. */
    static final Duration LATENESS = Duration.ofMillis(100);

    private final Bank bank;
    private final MonotonicClock clock;
    private final Queue<Late> late = new ArrayDeque<>();
    private final Set<String> lost = new HashSet<>();
    private final Map<String, Long> debts = new HashMap<>();
    private Line line = Line.UP;

    SwitchedBank(Bank bank, MonotonicClock clock) {
        this.bank = bank;
        this.clock = clock;
    }

    /** Answers what has been asked long enough ago. */
    void answerLate() {
        for (Late next = late.peek(); next != null && next.at <= clock.nanos(); next = late.peek()) {
            late.remove().answer.run();
        }
    }

    void turn(Line to) {
        line = to;
    }

    /** Nobody answers for this bucket, as where a part of the bank is gone. */
    void lose(String bucket) {
        lost.add(bucket);
    }

    /** All buckets are there again. */
    void findLost() {
        lost.clear();
    }

    @Override
    public CompletableFuture<Answer> draw(Terms terms, Opening opening, Draw draw) {
        return lost.contains(terms.bucket())
                ? CompletableFuture.failedFuture(new IllegalStateException("a part is gone"))
                : call(() -> bank.draw(terms, opening, draw).thenApply(answer -> heard(draw, answer)));
    }

    private Answer heard(Draw draw, Answer answer) {
        if (answer instanceof Answer.Grant) {
            debts.put(draw.lease() + " after " + draw.after(), draw.owed());
        }
        return answer;
    }

    /** What the bank has been told to be owed, in millionths of a token. */
    long owed() {
        return debts.values().stream().mapToLong(debt -> debt).sum();
    }

    @Override
    public CompletableFuture<?> forget(String bucket) {
        return call(() -> bank.forget(bucket).thenApply(done -> bucket));
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
            case LATE -> {
                CompletableFuture<T> answer = new CompletableFuture<>();
                late.add(new Late(
                        clock.nanos() + LATENESS.toNanos(),
                        () -> answer.complete(call.get().join())));
                yield answer;
            }
        };
    }

    private record Late(long at, Runnable answer) {}

    enum Line {
        UP,
        REFUSES,
        HANGS,
        LATE
    }
}
