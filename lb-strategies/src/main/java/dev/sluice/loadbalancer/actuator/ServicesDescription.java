package dev.sluice.loadbalancer.actuator;

import java.util.Map;

/**
 * All services as operators see them.
 *
 * @param services by their names
 */
public record ServicesDescription(Map<String, ServiceDescription> services) {}
