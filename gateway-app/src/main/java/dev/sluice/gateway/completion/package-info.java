/**
 * How proxied requests end.
 *
 * <p>Start at {@link dev.sluice.gateway.completion.Completion}. Whoever wants to know of each, the access log and the meters,
 * is a bean of type {@link dev.sluice.gateway.completion.CompletionListener}: so the end is looked at once.
 */
@NullMarked
package dev.sluice.gateway.completion;

import org.jspecify.annotations.NullMarked;
