package dev.sluice.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this gateway does otherwise on purpose: it goes when the reason goes. */
class IntendedDifferencesIT {

    private static final Message BREAKING_OFF = Message.of("HTTP/1.1", "Connection: close");

    private static final Message INTERIM = Message.of("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK");

    @AutoClose
    private static final BothGateways GATEWAYS =
            BothGateways.with(differences().map(Difference::row).toList());

    /**
     * One row for both, which shows what stock does, and what is done here.
     *
     * @param reason why
     */
    private record Difference(String reason, Row row, String ours) {

        @Override
        public String toString() {
            return row.name();
        }
    }

    static Stream<Difference> differences() {
        return Stream.of(
                new Difference(
                        "A client may try again later, elsewhere; a 500 would be the gateway's own fault.",
                        Row.of("A backend that refuses")
                                .uri("http://127.0.0.1:1")
                                .sends("GET {}/")
                                .shows(" 500 "),
                        " 503 "),
                new Difference(
                        "A backend that ends the connection broke off.",
                        Row.of("A backend that ends the connection")
                                .answered(RecordingBackends.END)
                                .sends("GET {}/")
                                .shows(" 500 "),
                        " 502 "),
                new Difference(
                        "What is no HTTP is the backend's fault.",
                        Row.of("A backend that speaks no HTTP")
                                .answered(BREAKING_OFF)
                                .sends("GET {}/")
                                .shows(" 500 "),
                        " 502 "),
                new Difference(
                        "The first of two answers would be taken for the last.",
                        Row.of("An interim answer")
                                .answered(INTERIM)
                                .sends("GET {}/")
                                .shows(" 103 "),
                        " 200 "),
                new Difference(
                        "A client must not remove a header that a filter has added.",
                        Row.of("A filter's header listed in Connection")
                                .filter("AddRequestHeader=X-Added, yes")
                                .sends("GET {}/", "Connection: X-Added")
                                .shows(" 200 "),
                        "X-Added: yes"),
                new Difference(
                        "A signature, or a URL in a path, holds letter for letter.",
                        Row.of("Empty segments").sends("GET {}//a///b//").shows("/empty-segments/a/b/ "),
                        "/empty-segments//a///b// "),
                new Difference(
                        "So does one over the query.",
                        Row.of("Empty parameters")
                                .uri("lb://single")
                                .sends("GET {}/?a=1&&b=2&a=3&")
                                .shows("/empty-parameters/?a=1&a=3&b=2 "),
                        "/empty-parameters/?a=1&&b=2&a=3& "),
                new Difference(
                        "A query that is there is not one that is missing.",
                        Row.of("An empty query").sends("GET {}/?").shows("/an-empty-query/ "),
                        "/an-empty-query/? "),
                new Difference(
                        "Two servers in a row might read it in two ways (RFC 9112, 3.2).",
                        Row.of("Two hosts")
                                .sends("GET {}/", "Host: a", "Host: b")
                                .shows(" 200 "),
                        " 400 "));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void itIsStillThere(Difference difference) {
        String stock = GATEWAYS.conversations(GATEWAYS.stock(), difference.row);
        String ours = GATEWAYS.conversations(GATEWAYS.ours(), difference.row);

        assertThat(stock).contains(difference.row.shown()).doesNotContain(difference.ours);
        assertThat(ours).as(difference.reason).contains(difference.ours);
    }
}
