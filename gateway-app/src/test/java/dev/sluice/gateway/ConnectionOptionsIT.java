package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What a client lists in {@code Connection} is removed from its request, and from nothing else. */
class ConnectionOptionsIT {

    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

    /** Answers with the headers that it was sent, in lower case, and as many bytes of a body. */
    @AutoClose
    private static final Backend BACKEND =
            Backend.answering((request, response) -> response.sendString(request.receive()
                            .aggregate()
                            .asString()
                            .defaultIfEmpty("")
                            .map(body -> request.requestHeaders().entries().stream()
                                    .map(ConnectionOptionsIT::line)
                                    .collect(Collectors.joining("|", "|", "|body: " + body + "|"))))
                    .then(Mono.empty()));

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(Gateway.service(
            "backends",
            List.of(BACKEND.uri()),
            "spring.cloud.gateway.server.webflux.trusted-proxies=127\\.0\\.0\\.1",
            ROUTE + "id=any",
            ROUTE + "uri=lb://backends",
            ROUTE + "predicates[0]=Path=/**",
            ROUTE + "filters[0]=AddRequestHeader=X-Added, added"));

    private static String line(Map.Entry<String, String> header) {
        return (header.getKey() + ": " + header.getValue()).toLowerCase(Locale.ROOT);
    }

    private static String seenByTheBackend(String headers) {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            String answer = client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n" + headers + "\r\nhi")
                    .readUntil("|body: hi|");
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
            return answer.substring(answer.indexOf('|'));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: X-Hop\r\n",
                "Connection: close, x-hop\r\n",
                "Connection: keep-alive,X-Hop\r\n",
                "Connection: keep-alive\r\nConnection: X-HOP , ,\r\n"
            })
    void whatIsListedEndsHere(String list) {
        assertThat(seenByTheBackend(list + "X-Hop: hop\r\nX-End: end\r\n"))
                .contains("|x-end: end|")
                .doesNotContain("x-hop");
    }

    @Test
    void whatTheGatewayAddsSurvives() {
        assertThat(seenByTheBackend(
                        "Connection: X-Added, X-Forwarded-For, X-Forwarded-Host, Forwarded\r\nX-Added: own\r\n"))
                .contains("|x-added: added|", "|x-forwarded-for: 127.0.0.1|", "|x-forwarded-host: a|", "|forwarded: ")
                .doesNotContain("own");
    }

    @ParameterizedTest
    @CsvSource({
        "Host, a, |host: ",
        "Content-Length, 2, |content-length: 2|",
        "Content-Type, text/x, |content-type: text/x|",
        "Authorization, Basic Yg==, |authorization: basic yg==|",
        "Cookie, a=b, |cookie: a=b|",
        "Via, 1.1 b, |via: 1.1 b|",
        "Sec-Fetch-Site, none, |sec-fetch-site: none|"
    })
    void whatIsForEverybodyCantBeListed(String name, String value, String seen) {
        boolean thereAnyway = name.equals("Host") || name.equals("Content-Length");
        assertThat(seenByTheBackend("Connection: " + name + "\r\n" + (thereAnyway ? "" : name + ": " + value + "\r\n")))
                .contains(seen);
    }

    @Test
    void theConnectionIsClosedAsAskedBesideAList() {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Hop, close\r\nX-Hop: hop\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("x-hop");
        }
    }

    @Test
    void theConnectionIsKeptBesideAList() {
        String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Hop\r\nX-Hop: hop\r\n\r\n";
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send(request).readUntil("|body: |");
            client.send(request).readUntil("|body: |");
        }
    }
}
