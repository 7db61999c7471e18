package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;

/** Which of several routes takes a request, and what a route says besides. */
final class ChoiceRows {

    private ChoiceRows() {}

    static Stream<Row> all() {
        return Stream.of(
                Row.of("Order of routes")
                        .filter("SetPath=/first")
                        .with("order", "5")
                        .route("-second")
                        .filter("SetPath=/second")
                        .with("order", "-5")
                        .sends("GET {}/")
                        .shows("GET /second "),
                Row.of("Routes of the same order")
                        .filter("SetPath=/first")
                        .route("-second")
                        .filter("SetPath=/second")
                        .sends("GET {}/")
                        .shows("GET /first "),
                Row.of("Routes told apart by a header")
                        .predicate("Header=X-Version, 2")
                        .filter("SetPath=/two")
                        .route("-else")
                        .uri("{two}")
                        .filter("SetPath=/else")
                        .sends("GET {}/", "X-Version: 2")
                        .sends("GET {}/", "X-Version: 3")
                        .sends("GET {}/")
                        .shows("GET /two ", "GET /else "),
                Row.of("Variables of a route that was not taken")
                        .predicate("Path={}/{left}/**")
                        .predicate("Header=X-Never")
                        .route("-taken")
                        .predicate("Path={}/{taken}/**")
                        .filter("SetPath=/{taken}")
                        .sends("GET {}/a/b")
                        .shows("GET /a "),
                Row.of("Several predicates")
                        .predicate("Method=GET")
                        .predicate("Query=a")
                        .predicate("Header=X-A")
                        .sends("GET {}/?a", "X-A: 1")
                        .sends("GET {}/?a")
                        .sends("POST {}/?a", "X-A: 1", "Content-Length: 0")
                        .shows(" 404 ", "GET {}/?a "),
                Row.of("Weight of everything")
                        .predicate("Weight=everything, 1")
                        .filter("SetPath=/always")
                        .route("-never")
                        .predicate("Weight=everything, 0")
                        .filter("SetPath=/never")
                        .sends("GET {}/")
                        .sends("GET {}/")
                        .shows("GET /always "),
                Row.of("Response timeout of a route")
                        .with("metadata.response-timeout", "100")
                        .with("metadata.connect-timeout", "1000")
                        .answered(RecordingBackends.SILENCE)
                        .sends("GET {}/")
                        .shows("HTTP/1.1 504 "));
    }
}
