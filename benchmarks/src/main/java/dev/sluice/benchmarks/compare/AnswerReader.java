package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one answer after the other, each with a Content-Length, as all of those that are measured have. */
final class AnswerReader {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";

    /** {@code HTTP/1.1 200}. */
    private static final int STATUS_BEGIN = 9;

    private static final int STATUS_END = 12;

    private String head = "";
    private boolean inBody;
    private int left;
    private int status;

    /** Takes all bytes; whether the answer ends with the last of them. */
    boolean read(ByteBuffer bytes) throws IOException {
        if (!inBody && !readHead(bytes)) {
            return false;
        }
        left -= bytes.remaining();
        bytes.position(bytes.limit());
        if (left < 0) {
            throw new IOException("More than was asked for");
        }
        inBody = left > 0;
        return !inBody;
    }

    /** Whether it is complete; what follows it stays. */
    private boolean readHead(ByteBuffer bytes) throws IOException {
        int before = head.length();
        int start = bytes.position();
        head += StandardCharsets.ISO_8859_1.decode(bytes);
        int end = head.indexOf(END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        bytes.position(start + end + END_OF_HEAD.length() - before);
        status = Integer.parseInt(head.substring(STATUS_BEGIN, STATUS_END));
        left = length(head.substring(0, end + 2).toLowerCase(Locale.ROOT));
        head = "";
        return true;
    }

    private static int length(String lowerCase) throws IOException {
        int at = lowerCase.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("No Content-Length: " + lowerCase);
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(
                lowerCase.substring(from, lowerCase.indexOf("\r\n", from)).trim());
    }

    /** Of the last answer. */
    int status() {
        return status;
    }
}
