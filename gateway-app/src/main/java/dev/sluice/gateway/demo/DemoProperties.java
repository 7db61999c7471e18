package dev.sluice.gateway.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the demo backends.
 *
 * @param ports the port of each demo backend of the profile {@code demo}
 */
@Validated
@ConfigurationProperties(prefix = "sluice.demo", ignoreUnknownFields = false)
record DemoProperties(
        @DefaultValue({"8001", "8004"}) @NotEmpty List<@Min(1) @Max(65_535) Integer> ports) {}
