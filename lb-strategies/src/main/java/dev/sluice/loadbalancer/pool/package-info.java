/**
 * The instances of a service, and what is believed of each.
 *
 * <p>Start at {@link dev.sluice.loadbalancer.pool.Pool}. Whatever is learnt of an instance, from a health check, a request or
 * an operator, changes its {@link dev.sluice.loadbalancer.pool.Condition}; when that changes who takes requests, a new
 * immutable snapshot is published, which requests read without a lock.
 */
@NullMarked
package dev.sluice.loadbalancer.pool;

import org.jspecify.annotations.NullMarked;
