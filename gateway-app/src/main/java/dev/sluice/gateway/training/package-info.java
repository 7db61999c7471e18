/**
 * The load for a training run, after which the JVM keeps what it has learnt: a program of its own, which no gateway starts.
 *
 * <p>Start at {@code Training}.
 */
@NullMarked
package dev.sluice.gateway.training;

import org.jspecify.annotations.NullMarked;
