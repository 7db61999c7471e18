package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sends a request, and for whom, behind proxies that are trusted. */
class ForwardedIT {

    private static final String TRUSTED = "spring.cloud.gateway.server.webflux.trusted-proxies=";
    private static final String LOOPBACK = "127\\.0\\.0\\.1";

    /** The headers are read and written. */
    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            rows().toList(), TRUSTED + LOOPBACK, "spring.cloud.gateway.server.webflux.forwarded.by.enabled=true");

    /** Even the connection's own addresses come from the headers. */
    @AutoClose
    private static final BothGateways BELIEVING = BothGateways.with(
            rows().toList(),
            TRUSTED + LOOPBACK + "|192\\.0\\.2\\..*",
            "spring.cloud.gateway.server.webflux.httpserver.customizer-enabled=true",
            "spring.cloud.gateway.server.webflux.x-forwarded.for-append=false");

    static Stream<Row> rows() {
        return forwarded();
    }

    private static Stream<Row> forwarded() {
        return Stream.of(
                Row.of("Forwarded").sends("GET {}/").shows("X-Forwarded-For: 127.0.0.1", "Forwarded: "),
                Row.of("Forwarded by trusted proxies")
                        .filter("StripPrefix=2")
                        .sends(
                                "GET {}/x",
                                "X-Forwarded-For: 192.0.2.1, 127.0.0.1",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Host: client.example.org",
                                "X-Forwarded-Port: 443",
                                "X-Forwarded-Prefix: /before")
                        .shows("X-Forwarded-Proto: "),
                Row.of("Forwarded in the words of the standard")
                        .sends(
                                "GET {}/",
                                "Forwarded: for=192.0.2.1;proto=https;host=client.example.org",
                                "Forwarded: for=\"[2001:db8::1]:1234\", for=unknown")
                        .shows("Forwarded: "),
                Row.of("Forwarded to a redirection")
                        .filter("RedirectTo=302, /elsewhere")
                        .sends("GET {}/", "X-Forwarded-Proto: https", "X-Forwarded-Host: client.example.org")
                        .shows(" 302 "),
                Row.of("Forwarded to a predicate")
                        .predicate("RemoteAddr=192.0.2.1")
                        .sends("GET {}/", "X-Forwarded-For: 192.0.2.1")
                        .sends("GET {}/", "X-Forwarded-For: 192.0.2.2")
                        .shows(" 404 "));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void headersOfTrustedProxiesWorkAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void believedHeadersOfTrustedProxiesWorkAlike(Row row) {
        BELIEVING.agreeOn(row);
    }
}
