package dev.sluice.tokenbucket.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The proxies whose {@code X-Forwarded-For} is believed.
 *
 * <p>Each proxy appends the address that it was called from, so the list is read from the right, as long as the hops are
 * trusted ones; the first that is not is the client, and whatever stands left of it is the client's own invention. An entry
 * that is no address literal ends the walk: nothing left of it is believed, and no name is ever looked up.
 *
 * <p>Connection and list are those that the server has received, whatever else stands in the request by now.
 */
public final class TrustedProxies {

    private static final String X_FORWARDED_FOR = "X-Forwarded-For";

    private final List<Cidr> blocks;

    /** Trusts the addresses in these blocks; with none, nobody. */
    public TrustedProxies(List<Cidr> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /** The address of the client that sent the request; empty where the connection has none (a Unix domain socket). */
    Optional<IpAddress> clientAddress(ServerHttpRequest request) {
        return Received.peer(request) instanceof InetSocketAddress peer && peer.getAddress() != null
                ? Optional.of(client(IpAddress.of(peer.getAddress()), request))
                : Optional.empty();
    }

    private IpAddress client(IpAddress peer, ServerHttpRequest request) {
        if (!trusts(peer)) {
            return peer;
        }
        IpAddress client = peer;
        String[] hops =
                String.join(",", Received.lines(request, X_FORWARDED_FOR)).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && trusts(client); i--) {
            if (hops[i].isBlank()) {
                continue; // an empty element of a list is none (RFC 9110, section 5.6.1.2)
            }
            Optional<IpAddress> hop = IpAddress.parse(withoutPort(hops[i].strip()));
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
        }
        return client;
    }

    private boolean trusts(IpAddress address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711} without port and brackets. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
