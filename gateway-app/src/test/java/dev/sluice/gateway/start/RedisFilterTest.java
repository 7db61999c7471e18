package dev.sluice.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.mock.env.MockEnvironment;

class RedisFilterTest {

    private static final String REDIS = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";
    private static final String LEDGER = "sluice.token-bucket.ledger";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void redisIsLeftOut() {
        assertThat(left()).isNotEmpty().noneMatch(name -> name.startsWith("org.springframework.boot.data."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "database"})
    void redisIsLeftOutWhereItDoesNotDecide(String ledger) {
        environment.setProperty(LEDGER, ledger);

        assertThat(left()).doesNotContain(REDIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "REDIS"})
    void redisIsThereWhereItDecides(String ledger) {
        environment.setProperty(LEDGER, ledger);

        assertThat(left()).contains(REDIS);
    }

    private List<String> left() {
        RedisFilter filter = new RedisFilter();
        filter.setEnvironment(environment);
        String[] candidates = ImportCandidates.load(
                        AutoConfiguration.class, getClass().getClassLoader())
                .getCandidates()
                .toArray(String[]::new);
        boolean[] matches = filter.match(candidates, mock(AutoConfigurationMetadata.class));
        List<String> left = new ArrayList<>();
        for (int i = 0; i < candidates.length; i++) {
            if (matches[i]) {
                left.add(candidates[i]);
            }
        }
        return left;
    }
}
