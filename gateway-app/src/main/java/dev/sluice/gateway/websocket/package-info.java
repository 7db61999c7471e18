/**
 * WebSockets: the backend is asked first, and what passes then is no more than the slower side takes.
 *
 * <p>Start at {@link dev.sluice.gateway.websocket.WebSocketRouting}.
 */
@NullMarked
package dev.sluice.gateway.websocket;

import org.jspecify.annotations.NullMarked;
