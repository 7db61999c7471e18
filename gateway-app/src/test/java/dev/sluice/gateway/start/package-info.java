/**
 * How the gateway starts: with what it can use, and nothing else.
 *
 * <p>Start at {@code UnusedFilter}.
 */
@NullMarked
package dev.sluice.gateway.start;

import org.jspecify.annotations.NullMarked;
