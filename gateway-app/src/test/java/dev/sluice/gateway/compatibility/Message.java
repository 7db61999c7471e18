package dev.sluice.gateway.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request or an answer.
 *
 * @param start its first line
 * @param headers its other lines, in their order
 * @param body one character for each byte, without the framing
 */
record Message(String start, List<String> headers, String body) {

    private static final String CRLF = "\r\n";

    Message {
        headers = List.copyOf(headers);
    }

    static Message of(String start, String... headers) {
        return new Message(start, List.of(headers), "");
    }

    Message with(String otherBody) {
        return new Message(start, headers, otherBody);
    }

    boolean has(String name) {
        return values(name).findAny().isPresent();
    }

    Stream<String> values(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip());
    }

    /** Everything as it is sent. */
    String wire() {
        return head() + (has("Transfer-Encoding") ? chunked() : body);
    }

    /** All that comes before the body, with the length of the body where nothing else frames it. */
    String head() {
        List<String> lines = new ArrayList<>();
        lines.add(start);
        lines.addAll(headers);
        if (!has("Transfer-Encoding") && !has("Content-Length") && (!body.isEmpty() || isAnswerWithBody())) {
            lines.add("Content-Length: " + body.length());
        }
        return lines.stream().map(line -> line + CRLF).collect(Collectors.joining()) + CRLF;
    }

    private boolean isAnswerWithBody() {
        return start.startsWith("HTTP/") && !start.contains(" 204") && !start.contains(" 304");
    }

    private String chunked() {
        int half = (body.length() + 1) / 2;
        return chunk(body.substring(0, half)) + chunk(body.substring(half)) + "0" + CRLF + CRLF;
    }

    private static String chunk(String bytes) {
        return bytes.isEmpty() ? "" : Integer.toHexString(bytes.length()) + CRLF + bytes + CRLF;
    }

    /** For a comparison: HTTP does not care in which order headers of different names come. */
    @Override
    public String toString() {
        return start + "\n"
                + IntendedDifferences.spelledAlike(headers).stream()
                        .sorted((a, b) -> name(a).compareTo(name(b)))
                        .map(line -> "  " + line + "\n")
                        .collect(Collectors.joining())
                + (body.isEmpty() ? "" : "  | " + body + "\n");
    }

    private static String name(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
    }
}
