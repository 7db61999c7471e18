/**
 * The next instance after a failed connection.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.failover.FailoverGatewayFilterFactory}, the filter {@code Failover}.
 */
@NullMarked
package dev.sluice.loadbalancer.failover;

import org.jspecify.annotations.NullMarked;
