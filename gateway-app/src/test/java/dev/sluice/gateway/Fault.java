package dev.sluice.gateway;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** What becomes of a connection to a {@link FaultProxy}, in steps; when the last is done, it is closed. */
@FunctionalInterface
interface Fault {

    /** Takes this step with a connection. */
    void befall(Link link) throws IOException, InterruptedException;

    /** This step, and then another. */
    default Fault then(Fault next) {
        return link -> {
            befall(link);
            next.befall(link);
        };
    }

    /** No fault: everything is passed on between the gateway and the backend, until one of them ends. */
    static Fault none() {
        return Link::pass;
    }

    /** Nothing more is read, and nothing said, until the proxy ends the connection. */
    static Fault hang() {
        return Link::hold;
    }

    /** The connection ends as if all was said: with a FIN. */
    static Fault close() {
        return Link::close;
    }

    /** The connection breaks: with an RST. */
    static Fault reset() {
        return Link::reset;
    }

    /** Nothing goes on before somebody says so. */
    static Fault await(CountDownLatch go) {
        return link -> go.await();
    }

    /** The backend's answer up to this many bytes, its head included. */
    static Fault passing(long bytes) {
        return link -> link.pass(bytes);
    }

    /** This many bytes of the answer, then a FIN. */
    static Fault closeAfter(long bytes) {
        return passing(bytes).then(close());
    }

    /** This many bytes of the answer, then an RST. */
    static Fault resetAfter(long bytes) {
        return passing(bytes).then(reset());
    }

    /** This many bytes of the answer, and the rest when somebody says so. */
    static Fault stallAfter(long bytes, CountDownLatch go) {
        return passing(bytes).then(await(go)).then(none());
    }

    /** The answer in pieces of this many bytes, one for each permit. */
    static Fault drip(int bytes, Semaphore pace) {
        return link -> {
            do {
                pace.acquire();
            } while (link.pass(bytes));
        };
    }

    /** The connection is kept after an answer, until the next request comes on it: then this, before a byte is taken. */
    static Fault atNextRequest(Fault end) {
        return link -> {
            link.atNextRequest(end);
            link.pass();
        };
    }

    /** This many bytes of the request are read; the backend never sees them. */
    static Fault taking(long bytes) {
        return link -> link.take(bytes);
    }

    /** The head of a request is read, and these bytes are said, whatever they are; no backend is asked. */
    static Fault saying(String answer) {
        return link -> {
            link.takeHead();
            link.say(answer);
        };
    }

    /** These bytes are said at once. */
    static Fault adding(String bytes) {
        return link -> link.say(bytes);
    }
}
