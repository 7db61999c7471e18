package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;

/** Targets and methods as clients send them, on a route that does nothing to them. */
final class TargetRows {

    private TargetRows() {}

    static Stream<Row> all() {
        return Stream.concat(targets("http", "{one}"), Stream.concat(targets("lb", "lb://single"), methods()));
    }

    private static Stream<Row> targets(String kind, String uri) {
        Row row = Row.of("Targets by " + kind).uri(uri);
        return Stream.of(
                target(row, "an encoded slash", "/a%2Fb"),
                target(row, "a space", "/a%20b/c+d"),
                target(row, "small hexadecimal digits", "/a%2fb%c3%bc"),
                target(row, "an encoded percent sign", "/100%25"),
                target(row, "matrix parameters", "/a;x=1;y=2/b;z"),
                target(row, "letters of all kinds", "/%C3%BC/%E2%82%AC/%F0%9F%98%80"),
                target(row, "dots", "/a/./b/../c"),
                target(row, "encoded dots", "/a/%2E%2E/c"),
                target(row, "marks", "/~user/a,b:c@d!$&'()*=-._"),
                target(row, "a query of one name", "/a?b"),
                target(row, "an encoded query", "/a?b=%26%3D%2B%25&c=d+e%20f"),
                target(row, "duplicates", "/a?b=1&b=3&b&c=2"),
                target(row, "a query with question marks", "/a?b=?c/d:@&e==&f"),
                target(row, "a query of all kinds", "/a?%C3%BC=%E2%82%AC&x[]=1".replace("[]", "%5B%5D")),
                target(row, "a half-encoded query", "/a?b=%2C,%3A:;"));
    }

    private static Row target(Row route, String what, String target) {
        Row row = new Row(route.name() + ", " + what, route.routes(), route.requests(), route.answers(), route.shown());
        String path = row.path();
        return Row.of(row.name())
                .uri(route.routes().get(0).uri())
                .sends("GET {}" + target)
                .shows("HTTP/1.1 200 ", "GET " + path);
    }

    private static Stream<Row> methods() {
        return Stream.of(
                Row.of("Absolute targets")
                        .sends("GET http://www.example.org{}/x?y")
                        .shows("GET {}/x?y "),
                Row.of("HEAD")
                        .answered("200 OK", "ETag: \"1\"")
                        .sends("HEAD {}/x")
                        .shows("Content-Length: 5", "HEAD {}/x"),
                Row.of("HEAD of what has no length")
                        .answered("200 OK", "Transfer-Encoding: chunked")
                        .sends("HEAD {}/x")
                        .shows("HEAD {}/x"),
                Row.of("OPTIONS")
                        .answered("200 OK", "Allow: GET, HEAD")
                        .sends("OPTIONS {}/x")
                        .shows("Allow: GET, HEAD"),
                Row.of("DELETE")
                        .sends("DELETE {}/x")
                        .sends(Message.of("DELETE {}/x").with("why"))
                        .shows("| why"),
                Row.of("PATCH").sends(Message.of("PATCH {}/x").with("[]")).shows("| []"),
                Row.of("TRACE").sends("TRACE {}/x").shows("TRACE {}/x"),
                Row.of("A method of somebody's own").sends("PURGE {}/x").shows("PURGE {}/x"),
                Row.of("GET with a body")
                        .sends(Message.of("GET {}/x").with("unusual"))
                        .shows("| unusual"),
                Row.of("HTTP 1.0")
                        .sends("GET {}/x HTTP/1.0", "Connection: close")
                        .shows("GET {}/x"));
    }
}
