package dev.sluice.admin.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.error.GatewayErrorHandler;
import dev.sluice.tokenbucket.autoconfigure.TokenBucketAutoConfiguration;
import dev.sluice.tokenbucket.error.ErrorWriter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

class ErrorAutoConfigurationTest {

    private static final AutoConfigurations CONFIGURATIONS =
            AutoConfigurations.of(TokenBucketAutoConfiguration.class, ErrorAutoConfiguration.class);

    private final ReactiveWebApplicationContextRunner runner =
            new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS);

    @Test
    void errorsAreAnsweredByTheGatewaysOwnHandler() {
        runner.run(context -> assertThat(context).hasSingleBean(GatewayErrorHandler.class));
    }

    @Test
    void aHandlerOfTheUsersOwnWins() {
        GatewayErrorHandler own = new GatewayErrorHandler(new ErrorWriter(JsonMapper.shared()));

        runner.withBean("own", GatewayErrorHandler.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(GatewayErrorHandler.class).isSameAs(own));
    }

    @Test
    void outsideOfAReactiveWebApplicationThereIsNothingToDo() {
        new ApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GatewayErrorHandler.class));
    }
}
