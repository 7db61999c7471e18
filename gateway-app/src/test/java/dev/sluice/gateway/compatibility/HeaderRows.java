package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;

/** Headers and bodies that pass, and those that are for the next connection only. */
final class HeaderRows {

    private HeaderRows() {}

    static Stream<Row> all() {
        return Stream.of(requests(), forwarded(), answers(), bodies()).flatMap(rows -> rows);
    }

    private static Stream<Row> requests() {
        return Stream.of(
                Row.of("Request headers")
                        .sends(
                                "GET {}/",
                                "Accept: a/b, c/d;q=0.5",
                                "accept: e/f",
                                "Cookie: a=1; b=\"2\"",
                                "Cookie: c=3",
                                "Authorization: Basic abc=",
                                "X-Empty:",
                                "X-Latin: \u00fcber",
                                "If-None-Match: \"x\"",
                                "Range: bytes=0-1",
                                "Accept-Encoding: gzip, deflate",
                                "User-Agent: somebody/1.0",
                                "Referer: http://www.example.org/",
                                "Via: 1.1 before",
                                "Priority: u=1")
                        .shows("Accept: e/f", "Via: 1.1 before"),
                Row.of("Hop-by-hop request headers")
                        .sends(
                                "GET {}/",
                                "Connection: keep-alive",
                                "Keep-Alive: timeout=5",
                                "Proxy-Authenticate: Basic",
                                "Proxy-Authorization: Basic abc=",
                                "Proxy-Connection: keep-alive",
                                "TE: trailers, deflate",
                                "Trailer: X-Sum",
                                "X-Application-Context: a")
                        .sends("GET {}/", "Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__")
                        .shows("GET {}/"),
                Row.of("Headers listed in Connection")
                        .sends("GET {}/", "Connection: X-Private, keep-alive", "X-Private: 1", "X-Public: 2")
                        .shows("X-Public: 2"),
                Row.of("Connection: close")
                        .sends("GET {}/", "Connection: close")
                        .shows("GET {}/"));
    }

    private static Stream<Row> forwarded() {
        return Stream.of(
                Row.of("Forwarded headers of untrusted clients")
                        .sends(
                                "GET {}/",
                                "X-Forwarded-For: 192.0.2.1",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: client.example.org",
                                "X-Forwarded-Port: 443",
                                "X-Forwarded-Prefix: /before",
                                "Forwarded: for=192.0.2.1;proto=https;host=client.example.org")
                        .shows("GET {}/"),
                Row.of("Forwarded headers with StripPrefix")
                        .filter("StripPrefix=1")
                        .sends("GET {}/x", "Host: www.example.org:8443", "X-Forwarded-Prefix: /before")
                        .shows("GET /x "));
    }

    private static Stream<Row> answers() {
        return Stream.of(
                Row.of("Response headers")
                        .answered(
                                "200 OK",
                                "Set-Cookie: a=1; Path=/; HttpOnly",
                                "Set-Cookie: b=2; SameSite=None",
                                "X-Twice: 1",
                                "x-twice: 2",
                                "X-Empty:",
                                "Content-Type: text/html; charset=\"UTF-8\"; x=y",
                                "Content-Language: de",
                                "Content-Encoding: br",
                                "Date: Thu, 01 Jan 2026 00:00:00 GMT",
                                "Server: backend/1",
                                "Via: 1.1 behind",
                                "Vary: Origin",
                                "Vary: Accept",
                                "Location: http://127.0.0.1/x",
                                "Cache-Control: no-store",
                                "Strict-Transport-Security: max-age=1")
                        .sends("GET {}/")
                        .shows("Set-Cookie: a=1; Path=/; HttpOnly", "Date: Thu, 01 Jan 2026"),
                Row.of("A Content-Type that is none")
                        .answered("200 OK", "Content-Type: nonsense")
                        .sends("GET {}/")
                        .shows("Content-Type: nonsense"),
                Row.of("Hop-by-hop response headers")
                        .answered(
                                "200 OK",
                                "Connection: X-Private",
                                "X-Private: 1",
                                "Keep-Alive: timeout=5",
                                "Proxy-Authenticate: Basic",
                                "Upgrade: h2c",
                                "TE: trailers",
                                "X-Public: 2")
                        .sends("GET {}/")
                        .shows("X-Public: 2"),
                Row.of("No Content")
                        .answered("204 No Content", "ETag: \"1\"")
                        .sends("DELETE {}/")
                        .shows(" 204 "),
                Row.of("Not Modified")
                        .answered("304 Not Modified", "ETag: \"1\"", "Cache-Control: max-age=1")
                        .sends("GET {}/")
                        .shows(" 304 ", "ETag: \"1\""),
                Row.of("Errors of the backend")
                        .answered("500 Internal Server Error", "X-Of-The-Backend: 1")
                        .sends("GET {}/")
                        .shows(" 500 ", "| hello"),
                Row.of("A status that nobody knows")
                        .answered("299 Fine")
                        .sends("GET {}/")
                        .shows(" 299 "),
                Row.of("A redirection")
                        .answered("302 Found", "Location: /x?y=%20")
                        .sends("GET {}/")
                        .shows("/x?y=%20"));
    }

    private static Stream<Row> bodies() {
        return Stream.of(
                Row.of("POST with a length")
                        .sends(Message.of("POST {}/", "Content-Type: text/x").with("text"))
                        .shows("| text"),
                Row.of("POST of nothing").sends("POST {}/", "Content-Length: 0").shows("POST {}/"),
                Row.of("POST without a length").sends("POST {}/").shows("POST {}/"),
                Row.of("POST in chunks")
                        .sends(Message.of("POST {}/", "Transfer-Encoding: chunked")
                                .with("two chunks"))
                        .sends("POST {}/", "Transfer-Encoding: chunked")
                        .shows("| two chunks"),
                Row.of("PUT with a length")
                        .sends(Message.of("PUT {}/").with("\u0000\u00ff\r\n\r\n"))
                        .shows("PUT {}/"),
                Row.of("An answer in chunks")
                        .answered("200 OK", "Transfer-Encoding: chunked")
                        .sends("GET {}/")
                        .shows("| hello"),
                Row.of("An answer until the end of the connection")
                        .answered(Message.of("HTTP/1.1 200 OK", "Connection: close")
                                .with("hello"))
                        .sends("GET {}/")
                        .shows("| hello"),
                Row.of("An answer of nothing")
                        .answered(Message.of("HTTP/1.1 200 OK"))
                        .sends("GET {}/")
                        .shows(" 200 "),
                Row.of("An answer as a stream of events")
                        .answered(Message.of(
                                        "HTTP/1.1 200 OK",
                                        "Content-Type: text/event-stream",
                                        "Transfer-Encoding: chunked")
                                .with("data: 1\n\ndata: 2\n\n"))
                        .sends("GET {}/", "Accept: text/event-stream")
                        .shows("data: 2"),
                Row.of("An answer too early")
                        .answered("413 Content Too Large")
                        .sends(Message.of("POST {}/", "Expect: nothing").with("x"))
                        .shows("POST {}/"));
    }
}
