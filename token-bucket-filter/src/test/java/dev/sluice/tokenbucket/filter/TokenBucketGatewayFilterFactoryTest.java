package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBucketGatewayFilterFactoryTest {

    private static final TokenBucketPolicy DEFAULTS = new TokenBucketPolicy(
            List.of(KeySource.valueOf("header:X-API-Key")),
            MissingKey.DENY,
            UnknownClient.ALLOW,
            7,
            RateLimitHeaders.BOTH,
            new TrustedProxies(List.of()));

    @Test
    void aRouteThatSetsNothingFollowsTheDefaults() {
        assertThat(new Config(null, null, null, null).over(DEFAULTS)).isEqualTo(DEFAULTS);
    }

    @Test
    void aRouteOverridesWhatItNames() {
        KeySource query = KeySource.valueOf("query:client_id");
        Config route = new Config(10, List.of(query), MissingKey.ALLOW, UnknownClient.DENY);

        assertThat(route.over(DEFAULTS))
                .isEqualTo(new TokenBucketPolicy(
                        List.of(query),
                        MissingKey.ALLOW,
                        UnknownClient.DENY,
                        10,
                        DEFAULTS.headers(),
                        DEFAULTS.trustedProxies()));
    }

    @Test
    void aRouteMayOverrideOneThingOnly() {
        assertThat(new Config(null, null, null, UnknownClient.DENY).over(DEFAULTS))
                .isEqualTo(new TokenBucketPolicy(
                        DEFAULTS.clientKey(),
                        DEFAULTS.missingKey(),
                        UnknownClient.DENY,
                        DEFAULTS.cost(),
                        DEFAULTS.headers(),
                        DEFAULTS.trustedProxies()));
    }
}
