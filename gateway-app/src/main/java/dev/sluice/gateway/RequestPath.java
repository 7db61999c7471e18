package dev.sluice.gateway;

import dev.sluice.loadbalancer.failover.FailoverGatewayFilterFactory;
import dev.sluice.loadbalancer.inflight.InFlightFilter;
import org.springframework.core.Ordered;

/**
 * The path of a proxied request, from the outside in, and the place of each of our own filters on it.
 *
 * <ol>
 *   <li>{@code FoldedHeaderHandler}, {@code SlowClientHandler} and {@code RefusalHandler}, in the connection's pipeline: what is
 *       no HTTP, or does not come in time, ends here.
 *   <li>{@code ConnectionOptionsHandler}, behind them: what a client lists in {@code Connection} goes no further.
 *   <li>{@code FastPath}: past what the host does for every request, if nobody but a route can answer this one.
 *   <li>{@code GatewayErrorHandler}: what fails further in is answered in the gateway's own words.
 *   <li>{@code CompletionFilter}, {@link #COMPLETION}: when the last byte is sent or the client has gone, access log and meters are told.
 *   <li>{@code BrokenAnswerFilter}, {@link #BROKEN_ANSWER}: a backend that breaks off is not taken for a client that left.
 *   <li>{@code InFlightFilter}, {@link InFlightFilter#ORDER}: the permit is closed, however the request ends.
 *   <li>{@code Answering}, where Spring Cloud Gateway writes the backend's answer, -1.
 *   <li>The filters of the route in the order of its definition, from 1: {@code TokenBucket} decides.
 *   <li>{@code Failover}, {@link FailoverGatewayFilterFactory#ORDER}: after a failed connection all that follows is done again.
 *   <li>{@code InstanceTarget}, where Spring Cloud Gateway asks the load balancer for an instance, 10150; a strategy chooses, a permit is
 *       opened.
 *   <li>{@code AttemptFilter}, of the load balancer: how an attempt failed is noted, whatever others make of it.
 *   <li>{@code BackendFaultFilter}, {@link #BACKEND_FAULT}: an answer that can't be read is the backend's fault.
 *   <li>{@code WebSocketRouting}, where Spring Cloud Gateway asks for a WebSocket.
 *   <li>{@code Forwarding}, where Spring Cloud Gateway forwards the request, last. {@code SecondLook} sees to it that the connection is still open, {@code
 *       StrictAnswerHandler} and {@code BodyTimeoutHandler}, in its pipeline, that the answer is one.
 * </ol>
 */
public final class RequestPath {

    /** Around every other filter, so that it sees how the request ends. */
    public static final int COMPLETION = Ordered.HIGHEST_PRECEDENCE;

    /** Around the writing of the backend's answer, which Spring Cloud Gateway does at -1, and whoever sees how it ends. */
    public static final int BROKEN_ANSWER = -3;

    /** Around nothing but the forwarding itself, be it of a WebSocket. */
    public static final int BACKEND_FAULT = Ordered.LOWEST_PRECEDENCE - 2;

    private RequestPath() {}
}
