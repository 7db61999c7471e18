/**
 * The way of a proxied request past what its host does for every request, and a proxied one has no use for.
 *
 * <p>Start at {@code FastPath}, which decides who goes this way. The seams are the host's own: each predicate and filter of Spring
 * Cloud Gateway, built in or added by a user, finds the exchange, the attributes and the order that it knows. Only those parts are
 * replaced here that do the same work for less: {@code Routes} for the look-up, {@code Chain} for the list of filters, {@code
 * ServiceTarget}, {@code InstanceTarget}, {@code Forwarding} and {@code Answering} for the filters that lead to the backend and back.
 * {@code Forwarding} sends the requests that go the host's way, too.
 */
@NullMarked
package dev.sluice.gateway.fastpath;

import org.jspecify.annotations.NullMarked;
