/**
 * How one instance is chosen among several.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.strategy.LoadBalancingStrategy}, whose static factories are the catalogue.
 * Nothing here knows of Spring.
 */
@NullMarked
package dev.sluice.loadbalancer.strategy;

import org.jspecify.annotations.NullMarked;
