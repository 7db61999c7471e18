package dev.sluice.gateway.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.loadbalancer.actuator.ServiceDescription;
import dev.sluice.tokenbucket.usage.TopRefusals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the console shows every second.
 *
 * @param traffic what the gateway did in the last second
 * @param services as the actuator's endpoint {@code loadbalancer} tells them
 * @param health as the actuator's endpoint {@code health} tells it to whoever is authorized
 * @param refusals as the actuator's endpoint {@code refusals} tells them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record State(
        Traffic traffic,
        Map<String, ServiceDescription> services,
        @Nullable Object health,
        TopRefusals refusals) {}
