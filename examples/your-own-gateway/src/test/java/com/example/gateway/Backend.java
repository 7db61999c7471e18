package com.example.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A backend that says its port: at once or, under {@code /slow}, when it is told to. */
class Backend implements AutoCloseable {

    private final CountDownLatch slowRequests = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * @param port where it listens; 0 for any free port
     * @param arrived is counted down by each slow request
     */
    Backend(int port, CountDownLatch arrived) throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                arrived.countDown();
                waitForTheWord();
            }
            byte[] hello = "Hello from %d\n".formatted(port()).getBytes();
            exchange.sendResponseHeaders(200, hello.length);
            exchange.getResponseBody().write(hello);
            exchange.close();
        });
        server.start();
    }

    /** Starts a backend on each of the ports. */
    public static void main(String[] ports) throws IOException {
        for (String port : ports) {
            new Backend(Integer.parseInt(port), new CountDownLatch(0));
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answerSlowRequests() {
        slowRequests.countDown();
    }

    private void waitForTheWord() {
        try {
            slowRequests.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        answerSlowRequests();
        server.stop(0);
        threads.shutdown();
    }
}
