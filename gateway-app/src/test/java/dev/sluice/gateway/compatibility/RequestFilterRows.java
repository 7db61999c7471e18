package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;

/** Filters that change what the backend gets. */
final class RequestFilterRows {

    private RequestFilterRows() {}

    static Stream<Row> all() {
        return Stream.of(headers(), parameters(), paths(), targets(), limits()).flatMap(rows -> rows);
    }

    private static Stream<Row> headers() {
        return Stream.of(
                Row.of("AddRequestHeader")
                        .predicate("Path={}/{name}")
                        .filter("AddRequestHeader=X-Added, of {name}")
                        .sends("GET {}/me", "X-Added: there")
                        .shows("X-Added: there", "X-Added: of me"),
                Row.of("AddRequestHeadersIfNotPresent")
                        .filter("AddRequestHeadersIfNotPresent=X-There:no,X-New:one,X-New:two")
                        .sends("GET {}/", "x-there: yes")
                        .shows("x-there: yes", "X-New: one", "X-New: two"),
                Row.of("MapRequestHeader")
                        .filter("MapRequestHeader=X-From, X-To")
                        .sends("GET {}/", "x-from: a", "X-From: b", "X-To: c")
                        .sends("GET {}/", "X-To: c")
                        .shows("X-To: c", ": a"),
                Row.of("RemoveRequestHeader")
                        .filter("RemoveRequestHeader=X-Gone")
                        .sends("GET {}/", "x-gone: a", "X-Gone: b", "X-Kept: c")
                        .shows("X-Kept: c"),
                Row.of("SetRequestHeader")
                        .filter("SetRequestHeader=X-Set, new")
                        .sends("GET {}/", "x-set: a", "X-Set: b")
                        .sends("GET {}/")
                        .shows(": new"),
                Row.of("SetRequestHeader of the framing")
                        .filter("SetRequestHeader=Accept-Encoding, identity")
                        .sends("GET {}/", "Accept-Encoding: gzip, br")
                        .shows("identity"),
                Row.of("SetRequestHostHeader")
                        .filter("SetRequestHostHeader=other.example.org")
                        .sends("GET {}/")
                        .shows("other.example.org"),
                Row.of("PreserveHostHeader")
                        .filter("PreserveHostHeader")
                        .sends("GET {}/")
                        .sends("GET {}/", "hOST: www.example.com:8443")
                        .shows("www.example.org"),
                Row.of("CacheRequestBody")
                        .with("filters[0].name", "CacheRequestBody")
                        .with("filters[0].args.bodyClass", "java.lang.String")
                        .sends(Message.of("POST {}/", "Content-Type: text/plain")
                                .with("cached"))
                        .sends("GET {}/")
                        .shows("| cached"));
    }

    private static Stream<Row> parameters() {
        return Stream.of(
                Row.of("AddRequestParameter")
                        .predicate("Path={}/{name}")
                        .filter("AddRequestParameter=added, {name}")
                        .sends("GET {}/x")
                        .sends("GET {}/x?a=1&added=there")
                        .sends("GET {}/x?a=%26%3D&b=c+d&e=%C3%BC")
                        .sends("GET {}/x?")
                        .sends("GET {}/y?a=%20&%C3%BC=%26")
                        .shows("added=x", "a=1&added=there"),
                Row.of("RemoveRequestParameter")
                        .filter("RemoveRequestParameter=gone")
                        .sends("GET {}/?a=1&gone=2&b=%C3%BC&gone=3&c=d+e")
                        .sends("GET {}/?gone")
                        .sends("GET {}/?a=%2Bx%26y")
                        .shows("a=1&b="),
                Row.of("RewriteRequestParameter")
                        .filter("RewriteRequestParameter=color, a b&c")
                        .sends("GET {}/?color=red&x=%20&color=blue")
                        .sends("GET {}/?x=1")
                        .shows("color="));
    }

    private static Stream<Row> paths() {
        return Stream.of(
                Row.of("PrefixPath")
                        .filter("PrefixPath=/before")
                        .sends("GET {}/a%20b?c=%20d")
                        .shows("GET /before{}/a%20b?c=%20d "),
                Row.of("PrefixPath with a variable")
                        .predicate("Path={}/{name}/**")
                        .filter("PrefixPath=/{name}")
                        .sends("GET {}/x/y")
                        .shows("GET /x{}/x/y "),
                Row.of("RewritePath")
                        .filter("RewritePath={}/(?<rest>.*), /rewritten/$\\{rest}")
                        .sends("GET {}/a%20b/%C3%BC%2Fc?d=e")
                        .shows("GET /rewritten/a%20b/%C3%BC%2Fc?d=e "),
                Row.of("SetPath")
                        .predicate("Path={}/{name}")
                        .filter("SetPath=/set/{name}")
                        .sends("GET {}/x?y")
                        .sends("GET {}/a%20b%C3%BC")
                        .sends("GET {}/a%2Fb")
                        .shows("GET /set/x?y "),
                Row.of("StripPrefix")
                        .filter("StripPrefix=1")
                        .sends("GET {}/a/b/?c")
                        .sends("GET {}//a%2Fb")
                        .sends("GET {}/")
                        .sends("GET {}")
                        .shows("GET /a/b/?c ", "GET /a%2Fb "),
                Row.of("StripPrefix and PrefixPath")
                        .filter("StripPrefix=2")
                        .filter("PrefixPath=/new")
                        .sends("GET {}/a/b%20c")
                        .shows("GET /new/b%20c "));
    }

    private static Stream<Row> targets() {
        return Stream.of(
                Row.of("RequestHeaderToRequestUri")
                        .filter("RequestHeaderToRequestUri=X-Target")
                        .sends("GET {}/?a", "X-Target: {two}/else%20where?b=%26")
                        .sends("GET {}/", "X-Target: nowhere")
                        .sends("GET {}/")
                        .shows("two GET /else%20where"),
                Row.of("SetRequestUri")
                        .predicate("Path={}/{name}")
                        .filter("SetRequestUri={two}/uri/{name}?q=1")
                        .sends("GET {}/x?a=b")
                        .shows("GET /uri/x"),
                Row.of("A uri with a path")
                        .uri("{one}/base/")
                        .sends("GET {}/x?y")
                        .shows("GET {}/x?y "),
                Row.of("A uri with a query and a fragment")
                        .uri("{one}/?fixed=1#part")
                        .sends("GET {}/x?y")
                        .shows("GET {}/x?y "));
    }

    private static Stream<Row> limits() {
        return Stream.of(
                Row.of("RequestHeaderSize")
                        .filter("RequestHeaderSize=100B")
                        .sends("GET {}/", "X-Short: a")
                        .sends("GET {}/", "X-Long: " + "a".repeat(100))
                        .shows("HTTP/1.1 431 "),
                Row.of("RequestSize")
                        .with("filters[0].name", "RequestSize")
                        .with("filters[0].args.maxSize", "5B")
                        .sends(Message.of("POST {}/").with("12345"))
                        .sends(Message.of("POST {}/").with("123456"))
                        .shows("HTTP/1.1 413 "),
                Row.of("Retry")
                        .with("filters[0].name", "Retry")
                        .with("filters[0].args.retries", "2")
                        .with("filters[0].args.statuses", "BAD_GATEWAY")
                        .with("filters[0].args.series", "")
                        .answered(status("502 Bad Gateway"), status("502 Bad Gateway"), Row.HELLO)
                        .sends("GET {}/")
                        .sends(Message.of("POST {}/").with("not twice"))
                        .shows("HTTP/1.1 200 ", "HTTP/1.1 502 "),
                Row.of("Retry with a body")
                        .filter("Retry=3,SERVICE_UNAVAILABLE,POST,5ms,10ms,2,false")
                        .answered(status("503 Service Unavailable"), Row.HELLO)
                        .sends(Message.of("POST {}/").with("twice"))
                        .sends("GET {}/")
                        .shows("| twice"),
                Row.of("Retry after a broken connection")
                        .filter("Retry=2")
                        .answered(RecordingBackends.END, Row.HELLO)
                        .sends("GET {}/")
                        .shows("HTTP/1.1 200 "),
                Row.of("Retry without success")
                        .filter("Retry=2")
                        .answered(status("500 Internal Server Error"))
                        .sends("GET {}/")
                        .shows("HTTP/1.1 500 "),
                Row.of("Retry at other instances")
                        .uri("lb://both")
                        .filter("Retry=3,SERVICE_UNAVAILABLE")
                        .answered(status("503 Service Unavailable"), status("503 Service Unavailable"), Row.HELLO)
                        .sends("GET {}/")
                        .shows("HTTP/1.1 200 "));
    }

    private static Message status(String status) {
        return Message.of("HTTP/1.1 " + status, "X-Of-The-Backend: once").with("no");
    }
}
