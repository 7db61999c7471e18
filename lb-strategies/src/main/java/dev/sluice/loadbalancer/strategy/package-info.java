/**
 * How one instance is chosen among several.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.strategy.LoadBalancingStrategy}, whose static factories are the catalogue: a
 * strategy makes a {@link dev.sluice.loadbalancer.strategy.Selector} for a list of {@linkplain
 * dev.sluice.loadbalancer.strategy.Candidate candidates}, which works out what it can once for the list, so that a choice is
 * a few steps. Nothing here knows of Spring.
 */
@NullMarked
package dev.sluice.loadbalancer.strategy;

import org.jspecify.annotations.NullMarked;
