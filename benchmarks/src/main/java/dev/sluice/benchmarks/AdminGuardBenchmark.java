package dev.sluice.benchmarks;

import dev.sluice.admin.access.AdminGuard;
import dev.sluice.admin.access.AdminPaths;
import dev.sluice.admin.access.FailedLogins;
import dev.sluice.admin.access.Login;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A proxied request on its way past the guard of the admin API.
 *
 * <p>{@code unguarded} is the making of the exchange alone, {@code springSecurity} through Spring Security's own filter with a chain for other
 * paths.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdminGuardBenchmark {

    private final MockServerHttpRequest request =
            MockServerHttpRequest.get("/orders/4711/items?page=2").build();
    private final WebSessionManager sessions = exchange -> Mono.empty();
    private final ServerCodecConfigurer codecs = ServerCodecConfigurer.create();
    private final LocaleContextResolver locales = new AcceptHeaderLocaleContextResolver();
    private final WebFilterChain next = exchange -> Mono.empty();

    private AdminGuard guard;
    private WebFilterChainProxy springSecurity;

    /** Makes both filters, and a request for neither. */
    @Setup
    public void setUp() {
        FailedLogins failures = new FailedLogins(new TrustedProxies(List.of()), MonotonicClock.system());
        guard = new AdminGuard(
                new AdminPaths("/actuator"),
                new Login(Optional.empty(), Optional.empty(), failures),
                failures,
                false,
                new ErrorWriter(JsonMapper.shared()));
        springSecurity = new WebFilterChainProxy(ServerHttpSecurity.http()
                .securityMatcher(new PathPatternParserServerWebExchangeMatcher("/clients/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .build());
    }

    /** No guard. */
    @Benchmark
    public Object unguarded() {
        return done(next.filter(exchange()));
    }

    /** Ours. */
    @Benchmark
    public Object sluice() {
        return done(guard.filter(exchange(), next));
    }

    /** Spring Security's. */
    @Benchmark
    public Object springSecurity() {
        return done(springSecurity.filter(exchange(), next));
    }

    /** A new one each time: Spring Security's firewall adds to it. */
    private ServerWebExchange exchange() {
        return new DefaultServerWebExchange(request, new MockServerHttpResponse(), sessions, codecs, locales);
    }

    private static Object done(Mono<Void> answer) {
        return answer.subscribe();
    }
}
