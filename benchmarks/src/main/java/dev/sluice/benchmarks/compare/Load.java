package dev.sluice.benchmarks.compare;

import java.util.List;

/**
 * What is asked for, by whom, over how many connections.
 *
 * @param path at the backend
 * @param client the id, or the beginning of the ids
 * @param clients how many there are, any of which asks at random; 0 for the one
 */
record Load(String path, String client, int clients, int connections) {

    static final int CLIENTS = 10_000;
    static final String CLIENT = "client";
    static final String REFUSED_CLIENT = "refused";

    /** A request of one of them: without a client, some do not answer. */
    static final String ONE_CLIENT = "/?client_id=" + CLIENT + "-0";

    /** What most figures of most proxies are about: as many connections as keep two cores busy. */
    static final int CONNECTIONS = 64;

    /** A few bytes, over 64 connections. */
    static Load main() {
        return of("/", CONNECTIONS);
    }

    static Load of(String path, int connections) {
        return new Load(path, CLIENT, CLIENTS, connections);
    }

    /** A client that has no token left; NGINX and HAProxy know it by the path. */
    static Load refused() {
        return new Load("/refused", REFUSED_CLIENT, 0, CONNECTIONS);
    }

    List<String> wrkArguments() {
        return List.of(path, client, Integer.toString(clients));
    }
}
