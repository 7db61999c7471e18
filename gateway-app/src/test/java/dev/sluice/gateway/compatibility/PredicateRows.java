package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;

/** Which requests a route takes. */
final class PredicateRows {

    private static final String NOBODYS = " 404 ";

    private PredicateRows() {}

    static Stream<Row> all() {
        return Stream.of(paths(), hosts(), contents(), cloudFoundry(), times()).flatMap(rows -> rows);
    }

    private static Stream<Row> paths() {
        return Stream.of(
                Row.of("Path")
                        .predicate("Path={}/fixed,{}/one/{name},{}/rest/{*rest},{}/digits/{id:[0-9]+},{}/a?/*.txt")
                        .sends("GET {}/fixed")
                        .sends("GET {}/fixed/")
                        .sends("GET {}/one/x")
                        .sends("GET {}/one/x%2Fy")
                        .sends("GET {}/one/x/y")
                        .sends("GET {}/rest")
                        .sends("GET {}/rest/x/y")
                        .sends("GET {}/digits/12")
                        .sends("GET {}/digits/ab")
                        .sends("GET {}/ab/x.txt;v=1")
                        .sends("GET {}/Fixed")
                        .shows(NOBODYS, "GET /path/fixed ", "GET /path/one/x ", "GET /path/rest/x/y "),
                Row.of("Path without trailing slashes")
                        .predicate("Path={}/fixed,false")
                        .sends("GET {}/fixed")
                        .sends("GET {}/fixed/")
                        .shows("GET {}/fixed "),
                Row.of("Path with variables")
                        .predicate("Path={}/{group}/{name}")
                        .filter("AddRequestHeader=X-Variables, {group} {name}")
                        .sends("GET {}/a%20b/c+d;m=1")
                        .shows("X-Variables: a b c+d"));
    }

    private static Stream<Row> hosts() {
        return Stream.of(
                Row.of("Host")
                        .predicate("Host=**.example.com,**.example.net")
                        .sends("GET {}/", "Host: a.b.example.com")
                        .sends("GET {}/", "Host: A.Example.COM")
                        .sends("GET {}/", "Host: a.example.com:81")
                        .sends("GET {}/", "Host: www.example.org")
                        .shows(NOBODYS, "GET {}/ "),
                Row.of("Host with a variable")
                        .predicate("Host={tenant}.example.net:*")
                        .filter("AddRequestHeader=X-Tenant, {tenant}")
                        .sends("GET {}/", "Host: acme.example.net:81")
                        .sends("GET {}/", "Host: acme.example.org")
                        .shows(NOBODYS, "X-Tenant: acme"),
                Row.of("RemoteAddr")
                        .predicate("RemoteAddr=127.0.0.0/8,10.0.0.1")
                        .sends("GET {}/", "X-Forwarded-For: 192.0.2.1")
                        .shows("GET {}/ "),
                Row.of("RemoteAddr of somebody else")
                        .predicate("RemoteAddr=192.0.2.0/24")
                        .sends("GET {}/", "X-Forwarded-For: 192.0.2.1")
                        .shows(NOBODYS),
                Row.of("XForwardedRemoteAddr")
                        .predicate("XForwardedRemoteAddr=192.0.2.0/24")
                        .sends("GET {}/", "X-Forwarded-For: 198.51.100.1, 192.0.2.1")
                        .sends("GET {}/", "X-Forwarded-For: 192.0.2.1, 198.51.100.1")
                        .sends("GET {}/")
                        .shows(NOBODYS, "GET {}/ "));
    }

    private static Stream<Row> contents() {
        return Stream.of(
                Row.of("Method")
                        .predicate("Method=GET,POST")
                        .sends("GET {}/")
                        .sends(Message.of("POST {}/").with("x"))
                        .sends("DELETE {}/")
                        .sends("get {}/")
                        .shows(NOBODYS, "GET {}/ ", "POST {}/ "),
                Row.of("Header")
                        .predicate("Header=X-Number, \\d+")
                        .sends("GET {}/", "x-number: 12")
                        .sends("GET {}/", "X-Number: twelve")
                        .sends("GET {}/", "X-Number: twelve", "X-Number: 12")
                        .sends("GET {}/")
                        .shows(NOBODYS, "x-number: 12"),
                Row.of("Header at all")
                        .predicate("Header=X-There")
                        .sends("GET {}/", "X-There: ")
                        .sends("GET {}/")
                        .shows(NOBODYS),
                Row.of("Query")
                        .predicate("Query=flag")
                        .sends("GET {}/?flag")
                        .sends("GET {}/?flag=")
                        .sends("GET {}/?other=flag")
                        .shows(NOBODYS, "GET {}/?flag "),
                Row.of("Query by value")
                        .predicate("Query=color, gree.")
                        .sends("GET {}/?color=blue&color=green")
                        .sends("GET {}/?color=greener")
                        .sends("GET {}/?col%6Fr=gree%6E")
                        .shows(NOBODYS, "?color=blue&color=green "),
                Row.of("Cookie")
                        .predicate("Cookie=session, [a-f]+")
                        .sends("GET {}/", "Cookie: other=1; session=abc")
                        .sends("GET {}/", "Cookie: session=xyz")
                        .sends("GET {}/", "Cookie: session=xyz", "Cookie: session=abc")
                        .sends("GET {}/")
                        .shows(NOBODYS, "session=abc"));
    }

    private static Stream<Row> cloudFoundry() {
        return Stream.of(Row.of("CloudFoundryRouteService")
                .with("predicates[1].name", "CloudFoundryRouteService")
                .sends(
                        "GET {}/",
                        "X-CF-Forwarded-Url: http://www.example.org/",
                        "X-CF-Proxy-Signature: s",
                        "X-CF-Proxy-Metadata: m")
                .sends("GET {}/")
                .shows(NOBODYS, "GET {}/ "));
    }

    private static Stream<Row> times() {
        return Stream.of(
                Row.of("After")
                        .predicate("After=2020-01-20T17:42:47.789-07:00[America/Denver]")
                        .sends("GET {}/")
                        .shows("GET {}/ "),
                Row.of("After what is to come")
                        .predicate("After=2190-01-20T17:42:47Z")
                        .sends("GET {}/")
                        .shows(NOBODYS),
                Row.of("Before")
                        .predicate("Before=2190-01-20T17:42:47Z")
                        .sends("GET {}/")
                        .shows("GET {}/ "),
                Row.of("Between")
                        .predicate("Between=2020-01-20T17:42:47Z, 2190-01-21T17:42:47Z")
                        .sends("GET {}/")
                        .shows("GET {}/ "));
    }
}
