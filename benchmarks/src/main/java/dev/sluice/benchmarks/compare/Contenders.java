package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who is compared, and how each is started. */
final class Contenders {

    static final String NGINX = "nginx";
    static final String HAPROXY = "haproxy";
    static final String BARE = "bare";
    static final String STOCK = "stock";
    static final String STOCK_LEAN = "stock-lean";
    static final String STOCK_REDIS = "stock-redis";
    static final String GO = "go";
    static final String SLUICE = "sluice";
    static final String SLUICE_LOG = "sluice-log";

    private static final Path BENCHMARKS_JAR = Path.of("benchmarks/target/benchmarks.jar");
    private static final Path STOCK_JAR = Path.of("benchmarks/peers/stock-gateway/target/stock-gateway.jar");
    private static final Path GO_PROXY = Path.of("benchmarks/target/go-proxy");

    private final Laboratory laboratory;
    private final Options options;
    private final List<Contender> ready = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    private Contenders(Laboratory laboratory, Options options) {
        this.laboratory = laboratory;
        this.options = options;
    }

    /** All that are wanted and can be had, each having answered once. */
    static Contenders start(Laboratory laboratory, Options options) throws IOException, InterruptedException {
        Contenders contenders = new Contenders(laboratory, options);
        contenders.addAll();
        if (contenders.ready.isEmpty()) {
            throw new ComplaintException("Nobody is to be measured.");
        }
        return contenders;
    }

    List<Contender> ready() {
        return List.copyOf(ready);
    }

    /** Why some are not there, in a sentence each. */
    List<String> absent() {
        return List.copyOf(absent);
    }

    private void addAll() throws IOException, InterruptedException {
        add(NGINX, () -> Contender.program(NGINX, laboratory.startNginx(NGINX, "nginx.conf", Ports.of(NGINX))));
        if (isThere(HAPROXY, HAPROXY)) {
            add(HAPROXY, this::haproxy);
        }
        add(BARE, this::bare);
        add(STOCK, () -> Contender.java(STOCK, stock(STOCK)));
        add(STOCK_LEAN, () -> Contender.java(STOCK_LEAN, stock(STOCK_LEAN, "--spring.profiles.active=lean")));
        if (isThere(STOCK_REDIS, "redis-server")) {
            add(STOCK_REDIS, this::stockRedis);
        }
        if (isThere(GO, "go")) {
            add(GO, this::go);
        }
        add(SLUICE, () -> sluice(SLUICE, false));
        add(SLUICE_LOG, () -> sluice(SLUICE_LOG, true));
    }

    private boolean isThere(String contender, String program) {
        if (!options.wants(contender) || Programs.find(program).isPresent()) {
            return true;
        }
        absent.add("`%s` is left out: `%s` is not installed. %s"
                .formatted(contender, program, Programs.howToInstall(List.of(program))));
        return false;
    }

    private void add(String name, Start start) throws IOException, InterruptedException {
        if (options.wants(name)) {
            System.out.println("starting " + name);
            Contender contender = start.start();
            contender.server().awaitOk(URI.create("http://127.0.0.1:" + contender.port() + Load.ONE_CLIENT));
            ready.add(contender);
        }
    }

    private Contender haproxy() throws IOException {
        Path configuration = laboratory.configure(HAPROXY, "haproxy.cfg", Ports.of(HAPROXY));
        String haproxy = Programs.find(HAPROXY).orElseThrow().toString();
        return Contender.program(
                HAPROXY,
                laboratory.start(HAPROXY, Map.of(), List.of(haproxy, "-db", "-q", "-f", configuration.toString())));
    }

    private Contender bare() throws IOException {
        return Contender.java(
                BARE,
                laboratory.startJava(
                        BARE,
                        Map.of(),
                        "-cp",
                        built(BENCHMARKS_JAR),
                        "dev.sluice.benchmarks.peer.BareProxy",
                        port(Ports.of(BARE)),
                        port(Ports.FIRST_BACKEND),
                        port(Ports.SECOND_BACKEND)));
    }

    private Server stock(String name, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-jar",
                built(STOCK_JAR),
                "--server.port=" + Ports.of(name),
                "--stock.backends[0]=" + Ports.FIRST_BACKEND,
                "--stock.backends[1]=" + Ports.SECOND_BACKEND));
        arguments.addAll(List.of(settings));
        return laboratory.startJava(name, Map.of(), arguments.toArray(String[]::new));
    }

    private Contender stockRedis() throws IOException, InterruptedException {
        Server redis = laboratory.startRedis();
        Server stock = stock(STOCK_REDIS, "--spring.profiles.active=redis", "--spring.data.redis.port=" + Ports.REDIS);
        return new Contender(STOCK_REDIS, true, stock, List.of(redis));
    }

    private Contender go() throws IOException {
        return Contender.program(
                GO,
                laboratory.start(
                        GO,
                        Map.of(),
                        List.of(
                                built(GO_PROXY),
                                port(Ports.of(GO)),
                                port(Ports.FIRST_BACKEND),
                                port(Ports.SECOND_BACKEND))));
    }

    private Contender sluice(String name, boolean accessLog) throws IOException, InterruptedException {
        return new SluiceContender(laboratory, name, accessLog).start();
    }

    private String built(Path file) {
        Path path = laboratory.root().resolve(file);
        if (!Files.exists(path)) {
            throw new ComplaintException(file + " is not built: call benchmarks/compare without --no-build");
        }
        return path.toString();
    }

    private static String port(int port) {
        return Integer.toString(port);
    }

    @FunctionalInterface
    private interface Start {
        Contender start() throws IOException, InterruptedException;
    }
}
