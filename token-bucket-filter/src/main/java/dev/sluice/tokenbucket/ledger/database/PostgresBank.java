package dev.sluice.tokenbucket.ledger.database;

import dev.sluice.tokenbucket.client.Gathering;
import dev.sluice.tokenbucket.ledger.Deadline;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A bank in PostgreSQL, 12 or newer: a draw is one call of a function, which works under the lock of the bucket's row.
 *
 * <p>Draws of different buckets gather: those that come while a statement is under way share the next.
 */
public final class PostgresBank implements Bank {

    private static final Logger log = LoggerFactory.getLogger(PostgresBank.class);

    private static final String DRAW = """
            select bucket, d.* from unnest(
                cast(:buckets as text[]), cast(:versions as bigint[]), cast(:capacities as bigint[]), cast(:rates as bigint[]),
                cast(:openingTokens as bigint[]), cast(:openingMicros as bigint[]),
                cast(:leases as text[]), cast(:afters as bigint[]), cast(:lasts as boolean[]),
                cast(:backCapacities as bigint[]), cast(:backRates as bigint[]), cast(:backTokens as bigint[]), cast(:kept as bigint[]),
                cast(:askCapacities as bigint[]), cast(:askRates as bigint[]), cast(:waiting as bigint[]),
                cast(:more as bigint[]), cast(:parts as bigint[]), cast(:units as bigint[]),
                cast(:demands as bigint[]), cast(:owed as bigint[]), cast(:micros as bigint[])
            ) with ordinality as f(bucket, version, capacity, rate, opening_tokens, opening_micros, lease, after, last,
                back_capacity, back_rate, back_tokens, kept, ask_capacity, ask_rate, waiting, more, part, unit, demand, owed, micros,
                number)
            cross join lateral sluice_draw_1(bucket, version, capacity, rate, opening_tokens, opening_micros, lease, after, last,
                back_capacity, back_rate, back_tokens, kept, ask_capacity, ask_rate, waiting, more, part, unit, demand, owed,
                micros, cast(:now as bigint)) d
            order by number
            """;

    private static final String PRESENT =
            "select * from sluice_present(:gateway, :presentMicros, cast(:now as bigint))";

    private static final String FORGET = "select sluice_forget(:bucket, :micros, cast(:now as bigint))";

    private static final String PRUNE = "select pruned from sluice_prune(:most, cast(:now as bigint))";

    /** Buckets that are forgotten at a time: a few milliseconds of the database's time. */
    private static final int PRUNED = 1_000;

    private final DatabaseClient client;
    private final Supplier<OptionalLong> now;
    private final Gathering<Question, Answer> draws = new Gathering<>(this::drawTogether);

    /** A bank by the clock of the database behind {@code client}, in which the tables are. */
    public PostgresBank(DatabaseClient client) {
        this(client, OptionalLong::empty);
    }

    /** A bank by another clock than the database's, in microseconds since 1970. */
    PostgresBank(DatabaseClient client, Supplier<OptionalLong> now) {
        this.client = client;
        this.now = now;
    }

    @Override
    public CompletableFuture<Answer> draw(Terms terms, Opening opening, Draw draw) {
        return draws.ask(new Question(terms, opening, draw));
    }

    /** In the order of their names, so that two gateways never wait for each other. */
    private Mono<List<Answer>> drawTogether(List<Question> questions) {
        List<Integer> order = IntStream.range(0, questions.size())
                .boxed()
                .sorted(Comparator.comparing(i -> questions.get(i).terms.bucket()))
                .toList();
        return drawInOrder(order.stream().map(questions::get).toList()).map(answers -> {
            Answer[] asAsked = new Answer[answers.size()];
            for (int i = 0; i < asAsked.length; i++) {
                asAsked[order.get(i)] = answers.get(i);
            }
            return List.of(asAsked);
        });
    }

    private Mono<List<Answer>> drawInOrder(List<Question> questions) {
        Columns<Question> columns = new Columns<>(questions);
        DatabaseClient.GenericExecuteSpec statement = client.sql(DRAW)
                .bind("buckets", columns.texts(q -> q.terms.bucket()))
                .bind("versions", columns.numbers(q -> q.terms.version()))
                .bind("capacities", columns.numbers(q -> q.terms.capacity()))
                .bind("rates", columns.numbers(q -> q.terms.rate()))
                .bind("openingTokens", columns.numbers(q -> q.opening.tokens()))
                .bind("openingMicros", columns.numbers(q -> q.opening.micros()))
                .bind("leases", columns.texts(q -> q.draw.lease()))
                .bind("afters", columns.numbers(q -> q.draw.after()))
                .bind("lasts", columns.of(Boolean.class, q -> q.draw.last()))
                .bind("backCapacities", columns.numbers(q -> q.draw.back().capacity()))
                .bind("backRates", columns.numbers(q -> q.draw.back().rate()))
                .bind("backTokens", columns.numbers(q -> q.draw.back().tokens()))
                .bind("kept", columns.numbers(q -> q.draw.kept()))
                .bind("askCapacities", columns.numbers(q -> q.draw.ask().capacity()))
                .bind("askRates", columns.numbers(q -> q.draw.ask().rate()))
                .bind("waiting", columns.numbers(q -> q.draw.ask().waiting()))
                .bind("more", columns.numbers(q -> q.draw.ask().more()))
                .bind("parts", columns.numbers(q -> q.draw.ask().part()))
                .bind("units", columns.numbers(q -> q.draw.ask().unit()))
                .bind("demands", columns.numbers(q -> q.draw.demand()))
                .bind("owed", columns.numbers(q -> q.draw.owed()))
                .bind("micros", columns.numbers(q -> q.draw.lentMicros()));
        return timed(statement)
                .map(Rows::answer)
                .all()
                .collectList()
                .retryWhen(whileOthersCollide())
                .transform(Deadline::of);
    }

    /**
     * Where a database isolates transactions by more than it does of itself, one may have to give way to another; it has done nothing then. A draw
     * that comes again is answered as the first time in any case.
     */
    private static Retry whileOthersCollide() {
        return Retry.indefinitely().filter(ConcurrencyFailureException.class::isInstance);
    }

    /**
     * Forgets buckets that are full again as well, since somebody has to, now and then; whether that can be done says nothing of the
     * bank.
     */
    @Override
    public CompletableFuture<Presence> present(String gateway) {
        Mono<Long> prune = timed(client.sql(PRUNE).bind("most", PRUNED))
                .map(row -> Objects.requireNonNull(row.get("pruned", Long.class)))
                .one()
                .transform(Deadline::of)
                .doOnError(failure -> log.debug("full buckets not forgotten, to be tried again", failure))
                .onErrorComplete();
        return timed(client.sql(PRESENT).bind("gateway", gateway).bind("presentMicros", PRESENT_MICROS))
                .map(Rows::presence)
                .one()
                .retryWhen(whileOthersCollide())
                .transform(Deadline::of)
                .delayUntil(presence -> prune)
                .toFuture()
                .thenApply(Objects::requireNonNull);
    }

    @Override
    public CompletableFuture<?> forget(String bucket) {
        return timed(client.sql(FORGET).bind("bucket", bucket).bind("micros", FORGOTTEN_MICROS))
                .then()
                .transform(Deadline::of)
                .toFuture();
    }

    private DatabaseClient.GenericExecuteSpec timed(DatabaseClient.GenericExecuteSpec statement) {
        OptionalLong time = now.get();
        return time.isPresent() ? statement.bind("now", time.getAsLong()) : statement.bindNull("now", Long.class);
    }

    private record Question(Terms terms, Opening opening, Draw draw) {}

    private record Columns<Q>(List<Q> rows) {

        Long[] numbers(Function<Q, Long> value) {
            return of(Long.class, value);
        }

        String[] texts(Function<Q, String> value) {
            return of(String.class, value);
        }

        <T> T[] of(Class<T> type, Function<Q, T> value) {
            @SuppressWarnings("unchecked")
            T[] column = (T[]) Array.newInstance(type, rows.size());
            Arrays.setAll(column, i -> value.apply(rows.get(i)));
            return column;
        }
    }
}
