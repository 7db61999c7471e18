package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.autoconfigure.TokenBucketProperties.DefaultLimit;
import dev.sluice.tokenbucket.autoconfigure.TokenBucketProperties.LedgerKind;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Cidr;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.filter.MissingKey;
import dev.sluice.tokenbucket.filter.RateLimitHeaders;
import dev.sluice.tokenbucket.filter.TokenBucketPolicy;
import dev.sluice.tokenbucket.filter.UnknownClient;
import dev.sluice.tokenbucket.ledger.shared.OnLedgerFailure;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Every setting, its default and what it becomes. */
class TokenBucketPropertiesTest {

    @Test
    void defaults() {
        assertThat(bound())
                .isEqualTo(new TokenBucketProperties(
                        new DefaultLimit(100, BigDecimal.TEN),
                        List.of(
                                KeySource.valueOf("header:X-API-Key"),
                                KeySource.valueOf("query:client_id"),
                                KeySource.valueOf("remote-address")),
                        MissingKey.ALLOW,
                        UnknownClient.NEXT_SOURCE,
                        1,
                        RateLimitHeaders.IETF,
                        1_000_000,
                        LedgerKind.LOCAL,
                        OnLedgerFailure.SHARE,
                        Duration.ofSeconds(1),
                        List.of()));
    }

    @Test
    void everySettingIsRead() {
        TokenBucketProperties properties = bound(
                "default-limit.capacity=30",
                "default-limit.rate-per-sec=2.5",
                "client-key=query:client_id,remote-address",
                "missing-key=deny",
                "unknown-client=default-limit",
                "cost=7",
                "headers=x-ratelimit",
                "max-keys=5000",
                "ledger=redis",
                "on-ledger-failure=deny",
                "save-interval=250ms",
                "trusted-proxies=10.0.0.0/8,2001:db8::/32");

        assertThat(properties.defaultLimit().limit()).isEqualTo(Limit.of(30, new BigDecimal("2.5")));
        assertThat(properties.clientKey())
                .containsExactly(KeySource.valueOf("query:client_id"), KeySource.valueOf("remote-address"));
        assertThat(properties.missingKey()).isEqualTo(MissingKey.DENY);
        assertThat(properties.unknownClient()).isEqualTo(UnknownClient.DEFAULT_LIMIT);
        assertThat(properties.cost()).isEqualTo(7);
        assertThat(properties.headers()).isEqualTo(RateLimitHeaders.X_RATELIMIT);
        assertThat(properties.maxKeys()).isEqualTo(5_000);
        assertThat(properties.ledger()).isEqualTo(LedgerKind.REDIS);
        assertThat(properties.onLedgerFailure()).isEqualTo(OnLedgerFailure.DENY);
        assertThat(properties.saveInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(properties.trustedProxies()).map(Cidr::toString).containsExactly("10.0.0.0/8", "2001:db8::/32");
    }

    @Test
    void oneOfTheTwoNumbersOfTheDefaultLimitMayBeLeftOut() {
        assertThat(bound("default-limit.capacity=30").defaultLimit().limit()).isEqualTo(Limit.of(30, 10));
        assertThat(bound("default-limit.rate-per-sec=2").defaultLimit().limit()).isEqualTo(Limit.of(100, 2));
    }

    @Test
    void aListMayBeIndexed() {
        assertThat(bound("client-key[0]=query:a", "client-key[1]=header:b").clientKey())
                .containsExactly(KeySource.valueOf("query:a"), KeySource.valueOf("header:b"));
    }

    @ParameterizedTest
    @CsvSource({
        "next-source,   NEXT_SOURCE",
        "default-limit, DEFAULT_LIMIT",
        "deny,          DENY",
        "allow,         ALLOW",
        "DEFAULT_LIMIT, DEFAULT_LIMIT",
    })
    void everyUnknownClientIsNamedAsDocumented(String name, UnknownClient value) {
        assertThat(bound("unknown-client=" + name).unknownClient()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"ietf, IETF", "x-ratelimit, X_RATELIMIT", "both, BOTH", "none, NONE"})
    void everyKindOfHeadersIsNamedAsDocumented(String name, RateLimitHeaders value) {
        assertThat(bound("headers=" + name).headers()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"local, LOCAL", "database, DATABASE", "redis, REDIS"})
    void everyLedgerIsNamedAsDocumented(String name, LedgerKind value) {
        assertThat(bound("ledger=" + name).ledger()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"share, SHARE", "allow, ALLOW", "deny, DENY"})
    void everyWayToGoOnWithoutTheLedgerIsNamedAsDocumented(String name, OnLedgerFailure value) {
        assertThat(bound("on-ledger-failure=" + name).onLedgerFailure()).isEqualTo(value);
    }

    @Test
    void thePolicyFollowsTheSettings() {
        TokenBucketPolicy policy = bound("cost=7", "missing-key=deny", "unknown-client=allow", "headers=both")
                .policy();

        assertThat(policy.cost()).isEqualTo(7);
        assertThat(policy.missingKey()).isEqualTo(MissingKey.DENY);
        assertThat(policy.unknownClient()).isEqualTo(UnknownClient.ALLOW);
        assertThat(policy.headers()).isEqualTo(RateLimitHeaders.BOTH);
        assertThat(policy.clientKey()).hasSize(3);
    }

    @Test
    void thePolicyTrustsTheProxiesOfTheSettings() {
        TokenBucketPolicy policy = bound("client-key=remote-address", "trusted-proxies=127.0.0.0/8,::1")
                .policy();
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711))
                .header("X-Forwarded-For", "192.0.2.1")
                .build();

        assertThat(policy.clientKey().get(0).find(request, policy.trustedProxies()))
                .contains(ClientKey.ofClientId("192.0.2.1"));
    }

    private static TokenBucketProperties bound(String... settings) {
        StandardEnvironment environment = new StandardEnvironment();
        for (String setting : settings) {
            TestPropertyValues.of("sluice.token-bucket." + setting).applyTo(environment);
        }
        environment.setConversionService(new ApplicationConversionService());
        return Binder.get(environment).bindOrCreate("sluice.token-bucket", TokenBucketProperties.class);
    }
}
