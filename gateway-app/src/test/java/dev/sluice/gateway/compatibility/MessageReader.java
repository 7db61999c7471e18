package dev.sluice.gateway.compatibility;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads messages from a connection, one after the other. */
final class MessageReader {

    private static final int HEX = 16;

    private final InputStream in;

    MessageReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next request, or none when the connection ends. */
    Optional<Message> request() throws IOException {
        Message head = head();
        if (head.start().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(head.with(framedBody(head).orElse("")));
    }

    /** The next answer, whose body may be what comes until the connection ends. */
    Message answer(boolean withBody) throws IOException {
        Message head = head();
        if (!head.start().startsWith("HTTP/1.")) {
            throw new ProtocolException("not the start of an answer: " + head.start());
        }
        boolean bodiless = !withBody
                || head.start().startsWith("HTTP/1.1 1")
                || head.start().contains(" 204 ")
                || head.start().contains(" 304 ");
        if (bodiless) {
            return head;
        }
        Optional<String> framed = framedBody(head);
        return head.with(framed.isPresent() ? framed.get() : text(in.readAllBytes()));
    }

    private Message head() throws IOException {
        String start = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return new Message(start, headers, "");
    }

    private Optional<String> framedBody(Message head) throws IOException {
        if (head.has("Transfer-Encoding")) {
            return Optional.of(chunks());
        }
        Optional<String> length = head.values("Content-Length").findFirst();
        return length.isPresent() ? Optional.of(bytes(Integer.parseInt(length.get()))) : Optional.empty();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = size(); size > 0; size = size()) {
            body.append(bytes(size));
            line();
        }
        while (!line().isEmpty()) {
            // trailers are not looked at
        }
        return body.toString();
    }

    private int size() throws IOException {
        String line = line();
        return line.isEmpty() ? 0 : Integer.parseInt(line, HEX);
    }

    private String bytes(int count) throws IOException {
        return text(in.readNBytes(count));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
