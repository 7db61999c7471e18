package dev.sluice.tokenbucket.autoconfigure;

import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/** Why a gateway did not start, in the words that Spring Boot prints under "APPLICATION FAILED TO START". */
final class StartFailure {

    private static final SpringFactoriesLoader.FailureHandler SKIP_WHAT_NEEDS_MORE = (type, name, cause) -> {};

    private StartFailure() {}

    static String explained(AssertableReactiveWebApplicationContext context, String setting) {
        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
        StandardEnvironment environment = new StandardEnvironment();
        TestPropertyValues.of(setting).applyTo(environment);
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environment), SKIP_WHAT_NEEDS_MORE)
                .stream()
                .map(analyzer -> Optional.ofNullable(analyzer.analyze(failure)))
                .flatMap(Optional::stream)
                .map(FailureAnalysis::getDescription)
                .findFirst()
                .orElse("nothing explains " + failure);
    }
}
