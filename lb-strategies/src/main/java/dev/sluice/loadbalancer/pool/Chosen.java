package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.inflight.Permit;
import org.springframework.cloud.client.ServiceInstance;

/**
 * An instance for one request.
 *
 * @param instance where to send it
 * @param permit counts it; whoever asked closes it
 */
public record Chosen(ServiceInstance instance, Permit permit) {}
