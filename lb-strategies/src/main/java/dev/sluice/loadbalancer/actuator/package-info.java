/**
 * What operators see of the pools, and what they can do.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.actuator.LoadBalancerEndpoint}.
 */
@NullMarked
package dev.sluice.loadbalancer.actuator;

import org.jspecify.annotations.NullMarked;
