package dev.sluice.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that treats its connections as badly as it is told: in front of a backend, or alone.
 *
 * <p>{@link #next} says what becomes of the next connections, one by one, {@link #always} of all that come after them;
 * {@link #refuse} and {@link #open} close the port and open it again, {@link #resetAll} and {@link #closeAll} end what is open.
 */
final class FaultProxy implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Queue<Fault> script = new ConcurrentLinkedQueue<>();
    private final @Nullable InetSocketAddress backend;
    private final Port port;
    private volatile Fault rule;

    private FaultProxy(@Nullable InetSocketAddress backend, Fault rule) {
        this.backend = backend;
        this.rule = rule;
        this.port = new Port(this::accept);
    }

    /** In front of the backend at this URI, without a fault so far. */
    static FaultProxy before(String uri) {
        URI target = URI.create(uri);
        return new FaultProxy(new InetSocketAddress(target.getHost(), target.getPort()), Fault.none());
    }

    /** With no backend behind it. */
    static FaultProxy alone(Fault fault) {
        return new FaultProxy(null, fault);
    }

    /** What becomes of the next connections, one after the other. */
    FaultProxy next(Fault... faults) {
        script.addAll(List.of(faults));
        return this;
    }

    /** What becomes of every connection that no script is left for. */
    FaultProxy always(Fault fault) {
        rule = fault;
        return this;
    }

    /** Refuses new connections; those that are open go on. */
    FaultProxy refuse() {
        port.refuse();
        return this;
    }

    /** Listens again, on the same port. */
    FaultProxy open() {
        port.open();
        return this;
    }

    /** Ends every open connection as a server does that has been idle for too long. */
    void closeAll() {
        endAll(Link::close);
    }

    /** Breaks every open connection. */
    void resetAll() {
        endAll(Link::reset);
    }

    String uri() {
        return "http://127.0.0.1:" + port.number();
    }

    /** How many connections have been accepted. */
    int connections() {
        return connections.get();
    }

    /** How many connections are open. */
    int stillOpen() {
        return links.size();
    }

    /** How many requests have been taken, or at least their first lines. */
    int requests() {
        return requests.get();
    }

    /** How many bytes of requests have been taken. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        port.close();
        resetAll();
    }

    private void accept(Socket gateway) {
        connections.incrementAndGet();
        Fault scripted = script.poll();
        Fault fault = scripted != null ? scripted : rule;
        Link link = new Link(gateway, backend, new RequestCount(requests, bytes));
        links.add(link);
        Background.start(() -> {
            try (link) {
                fault.befall(link);
            } finally {
                links.remove(link);
            }
        });
    }

    private void endAll(Fault end) {
        for (Link link : links) {
            try {
                end.befall(link);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
