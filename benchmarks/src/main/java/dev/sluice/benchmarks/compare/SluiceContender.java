package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gateway as it ships, with all clients of the load registered, in H2 or in a PostgreSQL.
 *
 * <p>With the variable {@code DATABASE_URL}, which names a server and no database, each gets a database there for as long as it runs.
 */
final class SluiceContender {

    /** Far above the load: whoever is refused would be a mistake. */
    private static final String PLENTY = "\"capacity\":1000000,\"rate_per_sec\":1000000";

    /** The first request, and the next one after eleven days. */
    private static final String NOTHING = "\"capacity\":1,\"rate_per_sec\":0.000001,\"tokens\":0";

    private static final String JAR = "gateway-app/target/gateway-app.jar";

    private final Laboratory laboratory;
    private final String name;
    private final boolean accessLog;

    SluiceContender(Laboratory laboratory, String name, boolean accessLog) {
        this.laboratory = laboratory;
        this.name = name;
        this.accessLog = accessLog;
    }

    Contender start() throws IOException, InterruptedException {
        Server server = laboratory.startJava(
                name,
                environment(),
                "-jar",
                laboratory.root().resolve(JAR).toString(),
                "--sluice.load-balancer.strategy=least-connections",
                "--sluice.access-log.enabled=" + accessLog,
                "--sluice.admin.anonymous-from-loopback=true");
        server.awaitOk(uri(Load.ONE_CLIENT));
        register();
        return Contender.java(name, server);
    }

    private Map<String, String> environment() throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", Integer.toString(Ports.of(name)));
        environment.put(
                "BACKENDS",
                "http://127.0.0.1:%d,http://127.0.0.1:%d".formatted(Ports.FIRST_BACKEND, Ports.SECOND_BACKEND));
        environment.put("DATABASE_URL", database());
        return environment;
    }

    /** Empty for H2, which is then in the gateway's own directory. */
    private String database() throws IOException, InterruptedException {
        String server = System.getenv().getOrDefault("DATABASE_URL", "");
        if (server.isEmpty()) {
            return "";
        }
        Programs.require("psql");
        String database = "sluice_compare_" + name.replace('-', '_');
        sql(server, "drop database if exists " + database);
        sql(server, "create database " + database);
        laboratory.atEnd(() -> sql(server, "drop database if exists " + database));
        return server + "/" + database;
    }

    private static void sql(String server, String statement) throws IOException, InterruptedException {
        Programs.output("psql", "-q", server + "/postgres", "-c", statement);
    }

    private void register() throws IOException, InterruptedException {
        String clients = IntStream.range(0, Load.CLIENTS)
                .mapToObj(i -> client(Load.CLIENT + "-" + i, PLENTY))
                .collect(Collectors.joining("\n", client(Load.REFUSED_CLIENT, NOTHING) + "\n", "\n"));
        HttpRequest request = HttpRequest.newBuilder(uri("/clients/import"))
                .header("Content-Type", "application/jsonl")
                .POST(BodyPublishers.ofString(clients))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (!response.body().contains("\"created\":" + (Load.CLIENTS + 1))) {
            throw new ComplaintException(name + " has not taken all clients: " + response.body());
        }
    }

    private static String client(String id, String limit) {
        return "{\"client_id\":\"" + id + "\"," + limit + "}";
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + Ports.of(name) + path);
    }
}
