package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.ledger.Ledger;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/**
 * The route filter {@code TokenBucket}: each client passes as often as its bucket allows.
 *
 * <p>{@code - TokenBucket} takes every setting from {@code sluice.token-bucket.*}, {@code - TokenBucket=10} sets the cost,
 * and the long form overrides what its {@code args} name:
 *
 * <pre>{@code
 * - name: TokenBucket
 *   args: {cost: 10, client-key: "query:client_id", missing-key: deny, unknown-client: deny}
 * }</pre>
 */
public final class TokenBucketGatewayFilterFactory
        extends AbstractGatewayFilterFactory<TokenBucketGatewayFilterFactory.Config> {

    /** The exchange attribute that holds the {@link dev.sluice.tokenbucket.client.ClientKey} that the request spends under. */
    public static final String CLIENT_KEY_ATTRIBUTE = "dev.sluice.client-key";

    private final TokenBucketPolicy defaults;
    private final ClientRegistry registry;
    private final Ledger ledger;
    private final ErrorWriter errors;
    private final DecisionListener listener;

    /**
     * A factory of filters that follow {@code defaults} where their route does not say otherwise.
     *
     * @param listener is told of all that they decide
     */
    public TokenBucketGatewayFilterFactory(
            TokenBucketPolicy defaults,
            ClientRegistry registry,
            Ledger ledger,
            ErrorWriter errors,
            DecisionListener listener) {
        super(Config.class);
        this.defaults = defaults;
        this.registry = registry;
        this.ledger = ledger;
        this.errors = errors;
        this.listener = listener;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("cost");
    }

    @Override
    public GatewayFilter apply(Config route) {
        return new TokenBucketFilter(route.over(defaults), registry, ledger, errors, listener);
    }

    /**
     * What a route sets for itself; an absent argument takes the default.
     *
     * @param cost the tokens that a request takes, from 1 to 10^9
     * @param clientKey where the key comes from, in this order
     * @param missingKey what becomes of a request without a key
     * @param unknownClient what becomes of a key without a client
     */
    public record Config(
            @Nullable @Min(1) @Max(1_000_000_000) Integer cost,
            @Nullable @Size(min = 1) List<KeySource> clientKey,
            @Nullable MissingKey missingKey,
            @Nullable UnknownClient unknownClient) {

        TokenBucketPolicy over(TokenBucketPolicy defaults) {
            return new TokenBucketPolicy(
                    Objects.requireNonNullElse(clientKey, defaults.clientKey()),
                    Objects.requireNonNullElse(missingKey, defaults.missingKey()),
                    Objects.requireNonNullElse(unknownClient, defaults.unknownClient()),
                    Objects.requireNonNullElse(cost, defaults.cost()),
                    defaults.headers(),
                    defaults.trustedProxies());
        }
    }
}
