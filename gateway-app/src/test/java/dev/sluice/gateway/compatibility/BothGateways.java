package dev.sluice.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.GatewayApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** This gateway and a stock one, with the same settings and the same beans of a user, before the same backends. */
final class BothGateways implements AutoCloseable {

    private final RecordingBackends backends = new RecordingBackends();
    private final Client client = new Client();
    private final ConfigurableApplicationContext ours;
    private final ConfigurableApplicationContext stock;

    private BothGateways(List<Row> rows, List<Class<?>> beans, List<String> settings) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.shutdown=immediate",
                "logging.level.root=warn",
                "spring.cloud.discovery.client.simple.instances.single[0].uri={one}",
                "spring.cloud.discovery.client.simple.instances.both[0].uri={one}",
                "spring.cloud.discovery.client.simple.instances.both[1].uri={two}"));
        all.addAll(settings);
        int index = 0;
        for (Row row : rows) {
            for (Route route : row.routes()) {
                all.addAll(route.settings(index++, row.path()));
            }
        }
        List<String> filled = all.stream().map(this::filled).toList();
        ours = application(beans, filled);
        stock = StockGateway.start(beans, filled.stream());
    }

    static BothGateways with(List<Row> rows, String... settings) {
        return with(rows, List.of(), settings);
    }

    /** The beans are classes with {@code @Bean} methods that no scan finds. */
    static BothGateways with(List<Row> rows, List<Class<?>> beans, String... settings) {
        return new BothGateways(rows, beans, List.of(settings));
    }

    private static ConfigurableApplicationContext application(List<Class<?>> beans, List<String> settings) {
        Stream<Class<?>> sources = Stream.concat(Stream.of(GatewayApplication.class), beans.stream());
        String database = "spring.r2dbc.url=r2dbc:h2:mem:///" + UUID.randomUUID() + "?options=DB_CLOSE_DELAY=-1";
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .run(Stream.concat(Stream.of(database), settings.stream())
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private Message filled(Message request) {
        return new Message(
                request.start(), request.headers().stream().map(this::filled).toList(), request.body());
    }

    private String filled(String setting) {
        return setting.replace("{one}", "http://127.0.0.1:" + backends.port(0))
                .replace("{two}", "http://127.0.0.1:" + backends.port(1));
    }

    ConfigurableApplicationContext ours() {
        return ours;
    }

    ConfigurableApplicationContext stock() {
        return stock;
    }

    RecordingBackends backends() {
        return backends;
    }

    /** Sends what the row says to both, and compares. */
    void agreeOn(Row row) {
        String expected = conversations(stock, row);
        String actual = conversations(ours, row);

        assertThat(expected).contains(row.shown());
        assertThat(actual).isEqualTo(expected);
    }

    /** What the backends and the client see. */
    String conversations(ConfigurableApplicationContext gateway, Row row) {
        StringBuilder text = new StringBuilder();
        for (Message request : row.requests()) {
            backends.answer(row.answers());
            Message answer = send(gateway, filled(request));
            backends.requests().forEach(text::append);
            text.append(IntendedDifferences.leftOut(answer));
        }
        return IntendedDifferences.leftOut(named(text.toString(), row));
    }

    /** The answer of one of the two. */
    Message send(ConfigurableApplicationContext gateway, Message request) {
        return client.send(port(gateway), request);
    }

    /** The backends have names; of two instances the one that was chosen first has the first name, whichever it was. */
    private String named(String text, Row row) {
        String one = "127.0.0.1:" + backends.port(0);
        String two = "127.0.0.1:" + backends.port(1);
        int first = text.indexOf(two);
        boolean twoIsFirst = row.isBalanced() && first >= 0 && first < (text + one).indexOf(one);
        return text.replace(one, twoIsFirst ? "two" : "one").replace(two, twoIsFirst ? "one" : "two");
    }

    static int port(ConfigurableApplicationContext gateway) {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        client.close();
        ours.close();
        stock.close();
        backends.close();
    }
}
