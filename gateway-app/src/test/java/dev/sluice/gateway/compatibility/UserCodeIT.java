package dev.sluice.gateway.compatibility;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users write themselves, in Java, against the interfaces of Spring Cloud Gateway. */
class UserCodeIT {

    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            Stream.of(filters(), routes(), exchanges(), besides())
                    .flatMap(rows -> rows)
                    .toList(),
            List.of(
                    UserFilters.class,
                    UserAttributes.class,
                    UserExchanges.class,
                    UserQuestions.class,
                    UserRoutes.class,
                    UserParts.class,
                    UserParts.Controller.class),
            "compatibility.one={one}",
            "compatibility.two={two}",
            "compatibility.controller=true");

    private static Stream<Row> filters() {
        return Stream.of(
                Row.of("A user's filter")
                        .filter("Stamp=first")
                        .filter("Stamp=second")
                        .filter("Late")
                        .sends("GET {}/x%20y?z=%26", "X-Secret: 1")
                        .sends(Message.of("POST {}/x").with("body"))
                        .shows("X-Stamp: second", "GET /stamped/stamped{}/x%20y?z=%26 ", "| hello!"),
                Row.of("A user's filters around a load balancer")
                        .uri("lb://single")
                        .predicate("Path={}/{name}")
                        .filter("StripPrefix=1")
                        .filter("Late")
                        .with("metadata.owner", "somebody")
                        .answered("200 OK", "X-Secret: 1", "Set-Cookie: a=1", "Content-Type: text/plain;charset=UTF-8")
                        .sends("GET {}/x?y=1")
                        .shows("X-Trace: behind the load balancer", "single at http://one", "| hello!"),
                Row.of("A user's filter and an answer without a body")
                        .answered("204 No Content")
                        .sends("GET {}/")
                        .shows(" 204 "),
                Row.of("A user's filter and HEAD").sends("HEAD {}/").shows("HEAD {}/"));
    }

    private static Stream<Row> routes() {
        return Stream.of(
                Row.withoutRoute("And, or, not")
                        .sends("GET {}/x?a")
                        .sends("GET {}/x", "X-A: 1")
                        .sends("GET {}/x")
                        .sends(Message.of("POST {}/x?a").with("x"))
                        .shows("GET /taken{}/x?a "),
                Row.withoutRoute("negate").sends("GET /negatx/").shows("GET /negatx/ "),
                Row.withoutRoute("A predicate")
                        .sends("GET {}/?yes")
                        .sends("GET {}/")
                        .shows("GET {}/?yes "),
                Row.withoutRoute("An asynchronous predicate")
                        .sends("GET {}/?yes")
                        .sends("GET {}/")
                        .shows("GET /asked?yes "),
                Row.withoutRoute("A predicate that fails").sends("GET {}/").shows("GET {}/ "),
                Row.withoutRoute("ReadBody")
                        .sends(Message.of("POST {}/", "Content-Type: text/plain")
                                .with("black magic"))
                        .sends(Message.of("POST {}/", "Content-Type: text/plain")
                                .with("white"))
                        .sends(Message.of("POST {}/", "Transfer-Encoding: chunked")
                                .with("magic in chunks"))
                        .shows("POST {}/ ", "POST /else ", "| black magic"),
                Row.withoutRoute("ModifyRequestBody")
                        .sends(Message.of("POST {}/", "Content-Type: text/plain")
                                .with("tic"))
                        .sends(Message.of("POST {}/", "Content-Type: text/plain", "Transfer-Encoding: chunked")
                                .with("tac"))
                        .sends("POST {}/", "Content-Length: 0")
                        .shows("| tictic", "| tactac"),
                Row.withoutRoute("ModifyResponseBody")
                        .answered("200 OK", "Content-Type: text/plain", "ETag: \"1\"")
                        .sends("GET {}/")
                        .shows("| HELLO!"),
                Row.withoutRoute("A filter in Java")
                        .sends("GET {}/x", "X-Gone: 1")
                        .shows("GET /java/x ", "X-Java: second"),
                Row.withoutRoute("A filter that answers").sends("GET {}/").shows("| hi!"));
    }

    private static Stream<Row> exchanges() {
        String asked = "X-Questions: 1";
        return Stream.of(
                Row.of("Questions about an exchange")
                        .uri("lb://single")
                        .sends(
                                "GET {}/a%20b;m=1/%C3%BC?c=1&c=%26&d",
                                asked, "Cookie: a=1; b=2", "Cookie: a=3", "Accept-Language: de-CH, en", "x-lower: 1")
                        .sends(Message.of("POST {}/", asked, "Content-Type: text/plain;charset=utf-8")
                                .with("x"))
                        .sends("GET http://www.example.org:81{}/", asked, "Host: www.example.org:81")
                        .shows("X-Answers: method GET", "X-Answers: cookies {a="),
                Row.withoutRoute("A method of the filter")
                        .sends("GET {}/", asked)
                        .shows("PUT {}/ "),
                Row.withoutRoute("A uri of the filter").sends("GET {}/", asked).shows("GET /else%2F?a=%26 "),
                Row.withoutRoute("A path of the filter")
                        .sends("GET {}/?x=%20", asked)
                        .shows("GET /a%20b/%C3%BC;m=1/"),
                Row.withoutRoute("A context path").sends("GET {}/x", asked).shows("X-Answers: context path {}"),
                Row.withoutRoute("An address of the filter")
                        .sends("GET {}/", asked)
                        .shows("from client.example.org"),
                Row.withoutRoute("Headers of the filter")
                        .sends("GET {}/", asked, "X-Gone: 1", "X-Kept: some")
                        .shows("X-Kept: some", "X-Kept: more", "Authorization: Bearer abc"),
                Row.withoutRoute("A body of the filter")
                        .sends(Message.of("POST {}/").with("loud"))
                        .shows("| LOUD"),
                Row.withoutRoute("A cookie of the filter")
                        .answered("200 OK", "Set-Cookie: c=d")
                        .sends("GET {}/")
                        .shows("Set-Cookie: c=d", "et-Cookie: a=b; Path=/"),
                Row.withoutRoute("A refusal of the filter").sends("GET {}/").shows(" 402 ", "X-Price: 1"),
                Row.withoutRoute("An exception of the filter").sends("GET {}/").shows(" 500 "),
                Row.withoutRoute("An error with a status").sends("GET {}/").shows(" 410 "),
                Row.withoutRoute("Another thread")
                        .sends(Message.of("POST {}/").with("x"))
                        .shows("| hello!"),
                Row.withoutRoute("A context of Reactor").sends("GET {}/", asked).shows("user somebody"),
                Row.withoutRoute("Form data")
                        .sends(Message.of("POST {}/", "Content-Type: application/x-www-form-urlencoded")
                                .with("a=1&b=%26&a=2"))
                        .shows("form {a=[1, 2], b=[&]}"),
                Row.withoutRoute("Flushed parts").sends("GET {}/").shows("| abc!"),
                Row.withoutRoute("Another target").sends("GET {}/").shows("two GET /moved?x "),
                Row.withoutRoute("Answered instead of routed").sends("GET {}/").shows("| instead"));
    }

    private static Stream<Row> besides() {
        return Stream.of(
                Row.of("A user's predicate")
                        .predicate("Tenant=acme")
                        .sends("GET {}/", "X-Tenant: acme")
                        .shows("GET {}/ "),
                Row.withoutRoute("A user's controller")
                        .sends("GET /own/controller/x?y=%20")
                        .sends("POST /own/controller/x", "Content-Length: 0")
                        .shows("controller x"),
                Row.withoutRoute("A user's function")
                        .sends("GET /own/function/x")
                        .shows("function x"),
                Row.of("forward")
                        .uri("forward:///own/controller/forwarded")
                        .sends("GET {}/x?y=1")
                        .shows("controller forwarded"),
                Row.of("forward to a path of the route")
                        .uri("forward:///")
                        .filter("SetPath=/own/function/moved")
                        .sends("GET {}/x")
                        .shows("function moved"),
                Row.of("Everything else")
                        .uri("{two}")
                        .predicate("Path=/**")
                        .with("order", "1000")
                        .sends("GET /nowhere/else?x")
                        .sends("GET /")
                        .shows("GET /nowhere/else?x "));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filtersWorkAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routesWorkAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void exchangesWorkAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }

    @ParameterizedTest
    @MethodSource("besides")
    void everythingElseWorksAlike(Row row) {
        GATEWAYS.agreeOn(row);
    }
}
