package dev.sluice.gateway.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.support.NameUtils;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.validation.FieldError;

/**
 * The argument with which a filter or a predicate can't be made.
 *
 * @param name as in {@code cost}
 * @param value what was given
 * @param reason what is wrong with it
 */
record WrongArgument(String name, String value, String reason) {

    static WrongArgument of(BindException failure) {
        return invalid(failure).orElseGet(() -> unreadable(failure));
    }

    /** One of the right type, but outside of its range. */
    private static Optional<WrongArgument> invalid(BindException failure) {
        return failure.getCause() instanceof BindValidationException cause
                ? cause.getValidationErrors().getAllErrors().stream()
                        .filter(FieldError.class::isInstance)
                        .map(FieldError.class::cast)
                        .findFirst()
                        .map(error -> new WrongArgument(
                                error.getField(),
                                String.valueOf(error.getRejectedValue()),
                                "it " + error.getDefaultMessage() + "."))
                : Optional.empty();
    }

    private static WrongArgument unreadable(BindException failure) {
        ConfigurationProperty property = failure.getProperty();
        String reason = allowed(failure)
                .orElseGet(() -> String.valueOf(
                        NestedExceptionUtils.getMostSpecificCause(failure).getMessage()));
        return new WrongArgument(
                String.valueOf(property == null ? failure.getName() : property.getName()),
                property == null ? "" : property.getValue().toString(),
                reason);
    }

    /** The words of which it is none. */
    private static Optional<String> allowed(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionFailedException conversion
                    && conversion.getTargetType().getType().isEnum()) {
                return Optional.of(Arrays.stream(
                                conversion.getTargetType().getType().getEnumConstants())
                        .map(word -> word.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", ", "it must be one of ", ".")));
            }
        }
        return Optional.empty();
    }

    /** The filter or the predicate of this route that has it; empty if none does. */
    Optional<String> in(RouteDefinition route) {
        return Stream.concat(
                        route.getFilters().stream()
                                .filter(filter -> isAmong(filter.getArgs()))
                                .map(filter -> "filter '" + filter.getName() + "'"),
                        route.getPredicates().stream()
                                .filter(predicate -> isAmong(predicate.getArgs()))
                                .map(predicate -> "predicate '" + predicate.getName() + "'"))
                .findFirst();
    }

    /** In the short form arguments have no names. */
    private boolean isAmong(Map<String, ?> arguments) {
        return arguments.entrySet().stream()
                .anyMatch(argument -> Objects.toString(argument.getValue()).equals(value)
                        && (argument.getKey().startsWith(NameUtils.GENERATED_NAME_PREFIX)
                                || UnknownArguments.letters(argument.getKey()).equals(UnknownArguments.letters(name))));
    }
}
