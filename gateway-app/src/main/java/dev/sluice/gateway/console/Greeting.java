package dev.sluice.gateway.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page learns first.
 *
 * @param version of the gateway; absent if it was not built as one
 * @param actuator the path of the actuator; absent if that has another port, where a page cannot reach it
 * @param history what was done before, as far as somebody looked, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Greeting(@Nullable String version, @Nullable String actuator, List<Traffic> history) {}
