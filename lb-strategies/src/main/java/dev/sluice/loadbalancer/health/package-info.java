/**
 * Active health checks.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.health.HealthChecks}, which checks each instance of a pool from the moment when it
 * joins, and at {@link dev.sluice.loadbalancer.health.Probe}, the ways to check one.
 */
@NullMarked
package dev.sluice.loadbalancer.health;

import org.jspecify.annotations.NullMarked;
