package dev.sluice.admin.client;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Cuts a stream of bytes into lines; blank ones are counted and passed over.
 *
 * <p>No more than one line is kept, and of one that is too long nothing. To be used for one stream, by one thread at a time.
 */
final class LineReader {

    /** As much as a body may have. */
    static final int MAX_BYTES = BodyDecoder.MAX_BYTES;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number = 1;
    private boolean tooLong;

    /** The lines that end in this part, which is released. */
    List<Line> read(DataBuffer part) {
        byte[] bytes = new byte[part.readableByteCount()];
        part.read(bytes);
        DataBufferUtils.release(part);
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                add(bytes, start, i);
                end(lines);
                start = i + 1;
            }
        }
        add(bytes, start, bytes.length);
        return lines;
    }

    /** What stands after the last line feed. */
    List<Line> end() {
        List<Line> lines = new ArrayList<>();
        end(lines);
        return lines;
    }

    private void add(byte[] bytes, int from, int to) {
        tooLong |= line.size() + to - from > MAX_BYTES;
        if (tooLong) {
            line.reset();
        } else {
            line.write(bytes, from, to - from);
        }
    }

    private void end(List<Line> lines) {
        byte[] bytes = line.toByteArray();
        if (tooLong || !isBlank(bytes)) {
            lines.add(new Line(number, bytes, tooLong));
        }
        number++;
        tooLong = false;
        line.reset();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte next : bytes) {
            if (next != ' ' && next != '\t' && next != '\r') {
                return false;
            }
        }
        return true;
    }
}
