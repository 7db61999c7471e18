package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.LedgerUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The path of a request through its limit: who is this, what may they spend, may they pass.
 *
 * <p>What is known at once is decided at once, in plain calls; only an answer that has to be waited for becomes part of the
 * reactive chain.
 */
final class TokenBucketFilter implements GatewayFilter {

    private final TokenBucketPolicy policy;
    private final ClientRegistry registry;
    private final Ledger ledger;
    private final ErrorWriter errors;
    private final DecisionListener listener;

    TokenBucketFilter(
            TokenBucketPolicy policy,
            ClientRegistry registry,
            Ledger ledger,
            ErrorWriter errors,
            DecisionListener listener) {
        this.policy = policy;
        this.registry = registry;
        this.ledger = ledger;
        this.errors = errors;
        this.listener = listener;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return new Passage(exchange, chain).from(0);
    }

    private static <T> Mono<Void> whenKnown(CompletableFuture<T> answer, Function<T, Mono<Void>> next) {
        return answer.isDone() && !answer.isCompletedExceptionally()
                ? next.apply(answer.join())
                : Mono.fromFuture(answer, true).flatMap(next);
    }

    /** One request on its way. */
    private final class Passage {

        private final ServerWebExchange exchange;
        private final GatewayFilterChain chain;
        private @Nullable ClientKey key;
        private @Nullable Client client;

        Passage(ServerWebExchange exchange, GatewayFilterChain chain) {
            this.exchange = exchange;
            this.chain = chain;
        }

        /** Asks the key sources in order, beginning with the one at {@code first}. */
        Mono<Void> from(int first) {
            for (int i = first; i < policy.clientKey().size(); i++) {
                KeySource source = policy.clientKey().get(i);
                Optional<ClientKey> found = source.find(exchange.getRequest(), policy.trustedProxies());
                if (found.isPresent()) {
                    ClientKey key = found.get();
                    int next = i + 1;
                    return whenKnown(
                            registry.find(key),
                            client -> client.isPresent() ? spend(client.get()) : unknown(key, next));
                }
            }
            return missing();
        }

        private Mono<Void> spend(Client client) {
            identified(client.key());
            this.client = client;
            return whenDecided(ledger.take(client, policy.cost()));
        }

        private Mono<Void> spendUnregistered(ClientKey key) {
            identified(key);
            return whenDecided(ledger.takeUnregistered(key, policy.cost()));
        }

        private Mono<Void> whenDecided(CompletableFuture<Decision> decision) {
            return decision.isDone() && !decision.isCompletedExceptionally()
                    ? decided(decision.join())
                    : Mono.fromFuture(decision, true)
                            .map(Optional::of)
                            .onErrorResume(LedgerUnavailableException.class, away -> Mono.just(Optional.empty()))
                            .flatMap(answer -> answer.map(this::decided).orElseGet(this::undecided));
        }

        private Mono<Void> undecided() {
            decided(Outcome.UNDECIDED);
            return errors.write(exchange, HttpStatus.SERVICE_UNAVAILABLE, "Rate limits are not available");
        }

        private Mono<Void> unknown(ClientKey key, int next) {
            return switch (policy.unknownClient()) {
                case NEXT_SOURCE -> next < policy.clientKey().size() ? from(next) : spendUnregistered(key);
                case DEFAULT_LIMIT -> spendUnregistered(key);
                case DENY -> {
                    identified(key);
                    yield refuse(Outcome.UNKNOWN_CLIENT);
                }
                case ALLOW -> {
                    identified(key);
                    yield pass(Outcome.UNLIMITED);
                }
            };
        }

        private Mono<Void> missing() {
            return switch (policy.missingKey()) {
                case ALLOW -> pass(Outcome.UNLIMITED);
                case DENY -> require();
            };
        }

        private Mono<Void> decided(Decision decision) {
            policy.headers().write(decision, exchange.getResponse().getHeaders());
            return decision.admitted() ? pass(Outcome.ADMITTED) : refuse(Outcome.REFUSED);
        }

        private Mono<Void> pass(Outcome outcome) {
            decided(outcome);
            return chain.filter(exchange);
        }

        private Mono<Void> require() {
            decided(Outcome.MISSING_KEY);
            return errors.write(exchange, HttpStatus.BAD_REQUEST, wanted() + " is required");
        }

        private Mono<Void> refuse(Outcome outcome) {
            decided(outcome);
            return errors.write(exchange, HttpStatus.TOO_MANY_REQUESTS, "Rate limit exceeded");
        }

        private void decided(Outcome outcome) {
            listener.decided(outcome, key, client, policy.cost());
        }

        private void identified(ClientKey key) {
            this.key = key;
            exchange.getAttributes().put(TokenBucketGatewayFilterFactory.CLIENT_KEY_ATTRIBUTE, key);
        }

        private String wanted() {
            return policy.clientKey().stream().map(KeySource::name).collect(Collectors.joining(" or "));
        }
    }
}
