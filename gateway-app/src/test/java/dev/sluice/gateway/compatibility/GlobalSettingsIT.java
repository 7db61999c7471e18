package dev.sluice.gateway.compatibility;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that are for all routes. */
class GlobalSettingsIT {

    private static final String CORS = "spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/cors/**].";
    private static final String ORIGIN = "Origin: https://page.example.org";
    private static final String ASKED = "Access-Control-Request-Method: PUT";

    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            rows().toList(),
            "spring.cloud.gateway.server.webflux.default-filters[0]=AddRequestHeader=X-Default, first",
            "spring.cloud.gateway.server.webflux.default-filters[1]=AddResponseHeader=X-Default, answer",
            "spring.cloud.gateway.server.webflux.default-filters[2]=PrefixPath=/default",
            "spring.cloud.gateway.server.webflux.set-status.original-status-header-name=X-Original-Status",
            CORS + "allowed-origins=https://page.example.org",
            CORS + "allowed-methods=GET,PUT",
            CORS + "allowed-headers=X-Asked",
            CORS + "exposed-headers=X-Told",
            CORS + "allow-credentials=true",
            CORS + "max-age=60");

    static Stream<Row> rows() {
        return Stream.of(filters(), cors()).flatMap(rows -> rows);
    }

    private static Stream<Row> filters() {
        return Stream.of(
                Row.of("Default filters")
                        .filter("AddRequestHeader=X-Default, of the route")
                        .sends("GET {}/")
                        .shows("X-Default: of the route", "GET /default{}/ "),
                Row.of("Default filters and those of the route")
                        .filter("StripPrefix=1")
                        .filter("PrefixPath=/route")
                        .sends("GET {}/x")
                        .shows("GET /route"),
                Row.of("SetStatus and the original")
                        .filter("SetStatus=202")
                        .sends("GET {}/")
                        .shows("X-Original-Status"));
    }

    private static Stream<Row> cors() {
        return Stream.of(
                Row.of("cors")
                        .sends("OPTIONS {}/", ORIGIN, ASKED, "Access-Control-Request-Headers: X-Asked")
                        .sends("OPTIONS {}/", ORIGIN, "Access-Control-Request-Method: DELETE")
                        .sends("OPTIONS {}/", "Origin: https://other.example.org", ASKED)
                        .sends("GET {}/", ORIGIN)
                        .sends("GET {}/", "Origin: https://other.example.org")
                        .sends("GET {}/", "Origin: http://www.example.org")
                        .sends("OPTIONS {}/")
                        .shows(" 403 ", "Access-Control-Allow-Origin: https://page.example.org"),
                Row.of("CORS and a backend with its own")
                        .predicate("Path=/cors/own/**")
                        .with("order", "-1")
                        .filter(
                                "DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials, RETAIN_UNIQUE")
                        .answered("200 OK", "Access-Control-Allow-Origin: https://page.example.org")
                        .sends("GET /cors/own/", ORIGIN)
                        .shows("Access-Control-Allow-Origin: https://page.example.org"),
                Row.of("CORS of a route")
                        .with("metadata.cors.allowedOrigins", "*")
                        .with("metadata.cors.allowedMethods[0]", "PUT")
                        .with("metadata.cors.allowedHeaders", "*")
                        .sends("OPTIONS {}/", ORIGIN, ASKED)
                        .sends("OPTIONS {}/", ORIGIN, "Access-Control-Request-Method: DELETE")
                        .sends("PUT {}/", ORIGIN, "Content-Length: 0")
                        .shows("Access-Control-Allow-Origin: *"),
                Row.of("No CORS")
                        .sends("OPTIONS {}/", ORIGIN, ASKED)
                        .sends("GET {}/", ORIGIN)
                        .shows(" 200 "));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void settingsWorkAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }
}
