package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;

/** Filters that change what the client gets. */
final class ResponseFilterRows {

    private ResponseFilterRows() {}

    static Stream<Row> all() {
        return Stream.of(headers(), answers(), bodies()).flatMap(rows -> rows);
    }

    private static Stream<Row> headers() {
        return Stream.of(
                Row.of("AddResponseHeader")
                        .predicate("Path={}/{name}")
                        .filter("AddResponseHeader=X-Added, of {name}")
                        .answered("200 OK", "X-Added: there")
                        .sends("GET {}/me")
                        .shows("X-Added: there", "X-Added: of me"),
                Row.of("AddResponseHeader that leaves what is there")
                        .filter("AddResponseHeader=X-Added, mine, false")
                        .answered("200 OK", "X-Added: there")
                        .sends("GET {}/")
                        .shows("X-Added: there"),
                Row.of("DedupeResponseHeader")
                        .filter("DedupeResponseHeader=X-A X-B X-C")
                        .answered("200 OK", "X-A: 1", "X-A: 2", "X-B: 3", "x-b: 3")
                        .sends("GET {}/")
                        .shows("X-A: 1", "X-B: 3"),
                Row.of("DedupeResponseHeader, the last")
                        .filter("DedupeResponseHeader=X-A, RETAIN_LAST")
                        .answered("200 OK", "X-A: 1", "X-A: 2")
                        .sends("GET {}/")
                        .shows("X-A: 2"),
                Row.of("DedupeResponseHeader, unique")
                        .filter("DedupeResponseHeader=X-A, RETAIN_UNIQUE")
                        .answered("200 OK", "X-A: 1", "X-A: 2", "X-A: 1")
                        .sends("GET {}/")
                        .shows("X-A: 1", "X-A: 2"),
                Row.of("RemoveResponseHeader")
                        .filter("RemoveResponseHeader=X-Gone")
                        .answered("200 OK", "X-Gone: 1", "x-gone: 2", "X-Kept: 3")
                        .sends("GET {}/")
                        .shows("X-Kept: 3"),
                Row.of("SetResponseHeader")
                        .filter("SetResponseHeader=X-Set, new")
                        .answered("200 OK", "X-Set: 1", "x-set: 2")
                        .sends("GET {}/")
                        .shows(": new"),
                Row.of("RewriteResponseHeader")
                        .filter("RewriteResponseHeader=X-Secret, password=[^&]+, password=***")
                        .answered(
                                "200 OK", "X-Secret: /42?user=ford&password=omg!what&flag=true", "X-Secret: password=2")
                        .sends("GET {}/")
                        .shows("password=***&flag=true"),
                Row.of("RewriteLocationResponseHeader")
                        .filter("RewriteLocationResponseHeader=AS_IN_REQUEST, Location, ,")
                        .answered("201 Created", "Location: http://object-service.example.com/v2/some/object/id?x=%20y")
                        .sends("POST {}/", "Content-Length: 0")
                        .shows("Location: "),
                Row.of("RewriteLocationResponseHeader without a version")
                        .filter("RewriteLocationResponseHeader=ALWAYS_STRIP, Location, api.example.net")
                        .answered("201 Created", "Location: https://object-service.example.com/v2/object")
                        .sends("POST {}/", "Content-Length: 0")
                        .shows("api.example.net/object"),
                Row.of("SecureHeaders")
                        .filter("SecureHeaders")
                        .answered("200 OK", "X-Frame-Options: SAMEORIGIN")
                        .sends("GET {}/")
                        .shows("X-Frame-Options", "Strict-Transport-Security", "SAMEORIGIN"));
    }

    private static Stream<Row> answers() {
        return Stream.of(
                Row.of("RedirectTo")
                        .filter("RedirectTo=302, https://acme.example.org/%20?a=%26")
                        .sends("GET {}/?b=c")
                        .shows("HTTP/1.1 302 ", "https://acme.example.org/%20?a=%26"),
                Row.of("RedirectTo with parameters")
                        .filter("RedirectTo=308, https://acme.example.org/x, true")
                        .sends("GET {}/?b=c%20d&e")
                        .shows("HTTP/1.1 308 "),
                Row.of("SaveSession").filter("SaveSession").sends("GET {}/").shows(" 200 "),
                Row.of("SetStatus").filter("SetStatus=401").sends("GET {}/").shows("HTTP/1.1 401 ", "| hello"),
                Row.of("SetStatus by its name")
                        .filter("SetStatus=I_AM_A_TEAPOT")
                        .sends("GET {}/")
                        .shows("HTTP/1.1 418 "),
                Row.of("SetStatus that nobody knows")
                        .filter("SetStatus=599")
                        .sends("GET {}/")
                        .shows("HTTP/1.1 599 "));
    }

    private static Stream<Row> bodies() {
        return Stream.of(
                Row.of("RemoveJsonAttributesResponseBody")
                        .filter("RemoveJsonAttributesResponseBody=secret,gone,true")
                        .answered(Message.of("HTTP/1.1 200 OK", "Content-Type: application/json")
                                .with("{\"id\":1,\"secret\":2,\"in\":{\"gone\":3,\"kept\":[{\"secret\":4}]}}"))
                        .sends("GET {}/")
                        .shows("\"id\":1"),
                Row.of("RemoveJsonAttributesResponseBody of what is no JSON")
                        .filter("RemoveJsonAttributesResponseBody=secret")
                        .sends("GET {}/")
                        .shows("| hello"),
                Row.of("LocalResponseCache of what may not be stored")
                        .filter("LocalResponseCache=10m,1MB")
                        .answered("200 OK", "Cache-Control: private")
                        .sends("GET {}/")
                        .sends("GET {}/")
                        .shows("private"));
    }
}
