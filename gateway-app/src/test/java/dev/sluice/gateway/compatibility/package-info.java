/**
 * What users of Spring Cloud Gateway have learnt holds here too: every filter and every predicate of theirs does what it does
 * in a stock Spring Cloud Gateway.
 *
 * <p>Two gateways with the same settings stand before the same backends, and get the same bytes: this one, whole, and one with
 * nothing of ours in it. What the backends see and what the client gets must be the same, but for {@code IntendedDifferences}.
 *
 * <p>Start at {@code CompatibilityIT}; a row of a table is one route and what is sent to it.
 */
@NullMarked
package dev.sluice.gateway.compatibility;

import org.jspecify.annotations.NullMarked;
