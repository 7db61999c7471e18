package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Cidr;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** A route with nothing but the filter, before a backend that answers 200, at a clock that stands still. */
final class Gate {

    static final Limit DEFAULT_LIMIT = Limit.of(3, 1);
    static final String HOME = "192.0.2.1";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock();
    private Ledger ledger = new LocalLedger(DEFAULT_LIMIT, 1_000, clock, Instant.EPOCH);
    private ClientRegistry registry = ClientRegistry.of(List.of());
    private List<KeySource> keys = List.of(KeySource.valueOf("query:client_id"));
    private MissingKey missing = MissingKey.ALLOW;
    private UnknownClient unknown = UnknownClient.DEFAULT_LIMIT;
    private int cost = 1;
    private TrustedProxies proxies = new TrustedProxies(List.of());
    private final DecisionCounts counts = new DecisionCounts();
    private int passed;

    static Client client(String id, long capacity) {
        return Client.of(id, Limit.of(capacity, 1));
    }

    /** A request from {@link #HOME}. */
    static MockServerHttpRequest.BodyBuilder get(String pathAndQuery) {
        return request(HttpMethod.GET, pathAndQuery, HOME);
    }

    static MockServerHttpRequest.BodyBuilder request(HttpMethod method, String pathAndQuery, String from) {
        try {
            return MockServerHttpRequest.method(method, URI.create(pathAndQuery))
                    .remoteAddress(new InetSocketAddress(InetAddress.getByName(from), 4711));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Gate keys(String... sources) {
        keys = Arrays.stream(sources).map(KeySource::valueOf).toList();
        return this;
    }

    Gate missing(MissingKey setting) {
        missing = setting;
        return this;
    }

    Gate unknown(UnknownClient setting) {
        unknown = setting;
        return this;
    }

    Gate cost(int tokens) {
        cost = tokens;
        return this;
    }

    Gate trusted(String block) {
        proxies = new TrustedProxies(List.of(Cidr.valueOf(block)));
        return this;
    }

    Gate with(ClientRegistry newRegistry) {
        registry = newRegistry;
        return this;
    }

    Gate with(Client... clients) {
        return with(ClientRegistry.of(List.of(clients)));
    }

    Gate with(Ledger newLedger) {
        ledger = newLedger;
        return this;
    }

    /** The requests that reached the backend. */
    int passed() {
        return passed;
    }

    DecisionCounts counts() {
        return counts;
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    MockServerWebExchange send(MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        passing(exchange).block(PATIENCE);
        return exchange;
    }

    Mono<Void> passing(MockServerWebExchange exchange) {
        TokenBucketPolicy policy = new TokenBucketPolicy(keys, missing, unknown, cost, RateLimitHeaders.IETF, proxies);
        ErrorWriter errors = new ErrorWriter(JsonMapper.shared());
        return new TokenBucketFilter(policy, registry, ledger, errors, counts).filter(exchange, passedOn -> {
            passed++;
            return passedOn.getResponse().setComplete();
        });
    }
}
