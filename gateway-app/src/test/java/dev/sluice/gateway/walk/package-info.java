/**
 * Pages of documentation, walked: every command in them runs, and prints what the page says.
 *
 * <p>Start at {@code Walk}.
 */
@NullMarked
package dev.sluice.gateway.walk;

import org.jspecify.annotations.NullMarked;
