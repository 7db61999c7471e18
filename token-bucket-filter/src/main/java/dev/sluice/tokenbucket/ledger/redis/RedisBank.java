package dev.sluice.tokenbucket.ledger.redis;

import dev.sluice.tokenbucket.ledger.Deadline;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Pool;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * A bank in Redis, 5 or newer: a single server, Sentinel or Cluster. A draw is one run of a script on one key.
 *
 * <p>Bound on what a failover may cost: writes that the old master had not replicated are forgotten, so that what was drawn by them
 * may be drawn once more.
 */
@SuppressWarnings("rawtypes") // The numbers that a script answers have no other type.
public final class RedisBank implements Bank {

    private static final RedisScript<List> DRAW = script("draw.lua");
    private static final RedisScript<List> PRESENT = script("present.lua");
    private static final RedisScript<List> FORGET = script("forget.lua");

    private final ReactiveStringRedisTemplate redis;
    private final String prefix;
    private final Supplier<OptionalLong> now;

    /**
     * A bank by the clock of the server.
     *
     * @param installation whose buckets they are, of several whose clients are kept in different databases; may be empty
     */
    public RedisBank(ReactiveStringRedisTemplate redis, String installation) {
        this(redis, installation, OptionalLong::empty);
    }

    /** A bank by another clock than the server's, in microseconds since 1970. */
    RedisBank(ReactiveStringRedisTemplate redis, String installation, Supplier<OptionalLong> now) {
        this.redis = redis;
        this.prefix = installation.isEmpty() ? "sluice:" : "sluice:" + installation + ":";
        this.now = now;
    }

    @Override
    public CompletableFuture<Answer> draw(Terms terms, Opening opening, Draw draw) {
        return run(DRAW, key(terms.bucket()), arguments(terms, opening, draw))
                .thenApply(numbers -> answer(terms, numbers));
    }

    @Override
    public CompletableFuture<Presence> present(String gateway) {
        List<String> arguments = List.of(gateway, Long.toString(PRESENT_MICROS), time());
        return run(PRESENT, prefix + "gateways", arguments)
                .thenApply(numbers -> new Presence(((Long) numbers.get(0)).intValue(), (Long) numbers.get(1)));
    }

    @Override
    public CompletableFuture<?> forget(String bucket) {
        String seconds = Long.toString(TimeUnit.MICROSECONDS.toSeconds(FORGOTTEN_MICROS));
        return run(FORGET, key(bucket), List.of(seconds));
    }

    /** A failure of whatever kind is one of the future. */
    private CompletableFuture<List> run(RedisScript<List> script, String key, List<String> arguments) {
        return Deadline.of(Mono.defer(
                        () -> redis.execute(script, List.of(key), arguments).next()))
                .toFuture()
                .thenApply(Objects::requireNonNull);
    }

    /** Empty for the server's. */
    private String time() {
        OptionalLong time = now.get();
        return time.isPresent() ? Long.toString(time.getAsLong()) : "";
    }

    /** In braces, so that Redis Cluster keeps together what belongs to one bucket. */
    private String key(String bucket) {
        return prefix + "{" + bucket + "}";
    }

    /** In the order in which the script reads them. */
    private List<String> arguments(Terms terms, Opening opening, Draw draw) {
        Slice back = draw.back();
        Draw.Ask ask = draw.ask();
        return Stream.of(
                        terms.version(),
                        terms.capacity(),
                        terms.rate(),
                        opening.tokens(),
                        opening.micros(),
                        draw.lease(),
                        draw.after(),
                        draw.last(),
                        back.capacity(),
                        back.rate(),
                        back.tokens(),
                        draw.kept(),
                        ask.capacity(),
                        ask.rate(),
                        ask.waiting(),
                        ask.more(),
                        ask.part(),
                        ask.unit(),
                        draw.demand(),
                        draw.owed(),
                        draw.lentMicros(),
                        LEASE_MICROS,
                        time())
                .map(Object::toString)
                .toList();
    }

    /** Of what the script returns, in its order. */
    private static Answer answer(Terms terms, List<?> numbers) {
        if (numbers.isEmpty()) {
            return new Answer.Lost();
        }
        long[] n = numbers.stream().mapToLong(number -> (Long) number).toArray();
        Pool pool = new Pool(
                new Terms(terms.bucket(), n[4], n[5], n[6]), n[7], n[8], n[9], n[10], n[11], Math.toIntExact(n[12]));
        return new Answer.Grant(n[0], new Slice(n[1], n[2], n[3]), pool);
    }

    /** By its text: of a script in a resource Spring would look at each call whether it was changed. */
    private static RedisScript<List> script(String name) {
        try {
            String text = new ClassPathResource(name, RedisBank.class).getContentAsString(StandardCharsets.UTF_8);
            return RedisScript.of(text, List.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
