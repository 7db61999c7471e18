package dev.sluice.gateway.completion;

import java.util.OptionalInt;
import org.springframework.web.server.ServerWebExchange;

/**
 * The end of a proxied request: its last byte was sent, its client has gone, or it failed.
 *
 * <p>A WebSocket ends in this sense when it begins.
 *
 * @param exchange the request, with what is known of it
 * @param ending how it ended
 * @param status what it was answered with; absent if its client did not wait for it
 * @param nanos how long it took, in nanoseconds
 */
public record Completion(ServerWebExchange exchange, Ending ending, OptionalInt status, long nanos) {}
