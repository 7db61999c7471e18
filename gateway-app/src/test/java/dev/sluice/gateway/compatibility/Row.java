package dev.sluice.gateway.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One row of a table: routes, what is sent to them, and what the backends answer.
 *
 * <p>Everything of it is below a path of its own, which {@code {}} stands for. The host is always the same, so that no port of
 * a gateway gets into what is compared.
 *
 * @param shown what is seen in a stock gateway, so that a row does not agree about nothing
 */
record Row(String name, List<Route> routes, List<Message> requests, List<Message> answers, List<String> shown) {

    /** What a backend answers if nothing else is said. */
    static final Message HELLO = Message.of("HTTP/1.1 200 OK", "X-Of-The-Backend: kept", "Content-Type: text/plain")
            .with("hello");

    private static final String HOST = "Host: www.example.org";

    /** A row of one route, to the first backend. */
    static Row of(String name) {
        return withoutRoute(name).route("");
    }

    /** A row whose route is made elsewhere. */
    static Row withoutRoute(String name) {
        return new Row(name, List.of(), List.of(), List.of(HELLO), List.of());
    }

    String path() {
        return "/" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** One more route; what is said next is said of it. */
    Row route(String suffix) {
        return new Row(name, and(routes, Route.to(path().substring(1) + suffix, "{one}")), requests, answers, shown);
    }

    Row uri(String uri) {
        return last(route -> route.uri(uri));
    }

    Row predicate(String predicate) {
        return last(route -> route.predicate(filled(predicate)));
    }

    Row filter(String filter) {
        return last(route -> route.filter(filled(filter)));
    }

    Row with(String key, String value) {
        return last(route -> route.with(key, filled(value)));
    }

    /** Such as {@code GET {}/x}, and header lines. */
    Row sends(String start, String... headers) {
        return sends(Message.of(start, headers));
    }

    Row sends(Message request) {
        List<String> lines = new ArrayList<>(request.headers());
        if (!request.has("Host")) {
            lines.add(0, HOST);
        }
        String version = request.start().contains(" HTTP/") ? "" : " HTTP/1.1";
        return new Row(
                name,
                routes,
                and(requests, new Message(filled(request.start()) + version, lines, request.body())),
                answers,
                shown);
    }

    Row answered(Message... inThisOrder) {
        return new Row(name, routes, requests, List.of(inThisOrder), shown);
    }

    Row answered(String start, String... headers) {
        return answered(Message.of("HTTP/1.1 " + start, headers)
                .with(start.startsWith("204") || start.startsWith("304") ? "" : "hello"));
    }

    Row shows(String... texts) {
        return new Row(
                name,
                routes,
                requests,
                answers,
                Arrays.stream(texts).map(this::filled).toList());
    }

    /** Whether a gateway chooses among several instances. */
    boolean isBalanced() {
        return routes.stream().anyMatch(route -> route.uri().equals("lb://both"));
    }

    private String filled(String text) {
        return text.replace("{}", path());
    }

    private Row last(UnaryOperator<Route> change) {
        List<Route> all = new ArrayList<>(routes);
        all.set(all.size() - 1, change.apply(all.get(all.size() - 1)));
        return new Row(name, all, requests, answers, shown);
    }

    private static <T> List<T> and(List<T> list, T another) {
        List<T> all = new ArrayList<>(list);
        all.add(another);
        return List.copyOf(all);
    }

    /** The name of the test. */
    @Override
    public String toString() {
        return name;
    }
}
