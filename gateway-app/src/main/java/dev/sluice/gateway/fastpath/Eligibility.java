package dev.sluice.gateway.fastpath;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Who may go the fast way: a request that no handler of the gateway itself could take, and that asks for nothing but an answer.
 *
 * <p>WebSockets go the way of the host, and so does HEAD, whose answer is a head alone. Where something is said about pages of other
 * origins, all requests do, since it concerns the answers to all; where nothing is, that is for backends to say, and a browser's question about
 * it (a preflight) is a request like any other.
 */
final class Eligibility {

    private final LocalPaths local;
    private final RouteTables routes;

    Eligibility(LocalPaths local, RouteTables routes) {
        this.local = local;
        this.routes = routes;
    }

    boolean allows(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return !request.getMethod().equals(HttpMethod.HEAD)
                && !headers.containsHeader(HttpHeaders.UPGRADE)
                && !routes.haveCors()
                && !local.mayHave(request.getPath());
    }
}
