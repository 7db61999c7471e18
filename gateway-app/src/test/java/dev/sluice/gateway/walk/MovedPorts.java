package dev.sluice.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Free ports in the place of those that a page and its settings name, so that whoever has 8080 can walk it too. */
final class MovedPorts {

    private static final Pattern PORTS =
            Pattern.compile("(?i)(?:localhost:|127\\.0\\.0\\.1:|ports?[:=]\\s*|ports?:\\s*\\[)((?:\\d{4,5}(?:, ?)?)+)");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\d.])\\d{4,5}(?!\\d)");
    private static final int BACKLOG = 1;
    private static final int LOWEST = 2_000;
    private static final int HIGHEST = 9_999;
    private static final int ATTEMPTS = 1_000;

    private final Map<String, String> there;
    private final Map<String, String> back;

    private MovedPorts(Map<String, String> there) {
        this.there = there;
        this.back = new HashMap<>();
        there.forEach((said, free) -> back.put(free, said));
    }

    /** Moves every port that one of the texts names. */
    static MovedPorts in(Stream<String> texts) {
        Collection<String> said = new TreeSet<>();
        texts.flatMap(text -> PORTS.matcher(text).results())
                .flatMap(ports -> NUMBER.matcher(ports.group(1)).results())
                .forEach(port -> said.add(port.group()));
        Map<String, String> there = new HashMap<>();
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (String port : said) {
                ServerSocket free = free();
                taken.add(free);
                there.put(port, Integer.toString(free.getLocalPort()));
            }
            for (ServerSocket free : taken) {
                free.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MovedPorts(there);
    }

    /** The text with the free ports. */
    String there(String text) {
        return replaced(text, there);
    }

    /** The text with the ports of the page. */
    String back(String text) {
        return replaced(text, back);
    }

    /** With four digits, so that texts stay as long as they are, and out of the range of outgoing connections. */
    private static ServerSocket free() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try {
                return new ServerSocket(port, BACKLOG, InetAddress.getByName("localhost"));
            } catch (BindException e) {
                continue;
            }
        }
        throw new IOException("no free port of four digits");
    }

    private static String replaced(String text, Map<String, String> ports) {
        return NUMBER.matcher(text).replaceAll(number -> ports.getOrDefault(number.group(), number.group()));
    }
}
