/**
 * Who is under way to which instance.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.inflight.Permit}: an attempt to have one request answered by one instance holds
 * one, from the choice of the instance to the last byte of the answer. {@link
 * dev.sluice.loadbalancer.inflight.InFlightFilter} closes it, however the request ends.
 */
@NullMarked
package dev.sluice.loadbalancer.inflight;

import org.jspecify.annotations.NullMarked;
