package dev.sluice.gateway.walk;

import dev.sluice.tokenbucket.server.FreePort;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Free ports in the place of those that a page and its settings name, so that whoever has 8080 can walk it too. */
final class MovedPorts {

    private static final Pattern PORTS =
            Pattern.compile("(?i)(?:localhost:|127\\.0\\.0\\.1:|ports?[:=]\\s*|ports?:\\s*\\[)((?:\\d{4,5}(?:, ?)?)+)");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\d.])\\d{4,5}(?!\\d)");
    private static final int LOWEST = 6_000;
    private static final int HIGHEST = 9_999;

    private final Map<String, String> there;
    private final Map<String, String> back;

    private MovedPorts(Map<String, String> there) {
        this.there = there;
        this.back = new HashMap<>();
        there.forEach((said, free) -> back.put(free, said));
    }

    /** Moves every port that one of the texts names. */
    static MovedPorts in(List<String> texts) {
        Set<String> ports = new TreeSet<>();
        texts.stream()
                .flatMap(text -> PORTS.matcher(text).results())
                .forEach(match -> numbers(match.group(1)).forEach(ports::add));
        // A free port that is also a number of the page could not be told from it.
        Set<String> numbers = texts.stream().flatMap(MovedPorts::numbers).collect(Collectors.toSet());
        Iterator<String> free = free(ports.size(), numbers);
        return new MovedPorts(ports.stream().collect(Collectors.toMap(port -> port, port -> free.next())));
    }

    /** The text with the free ports. */
    String there(String text) {
        return replaced(text, there);
    }

    /** The text with the ports of the page. */
    String back(String text) {
        return replaced(text, back);
    }

    /**
     * In order, so that what is sorted stays so; with four digits, so that texts stay as long as they are; no year, and none of the
     * ports of outgoing connections.
     */
    private static Iterator<String> free(int ports, Set<String> taken) {
        return Stream.generate(() -> Integer.toString(FreePort.between(LOWEST, HIGHEST)))
                .filter(port -> !taken.contains(port))
                .limit(ports)
                .sorted()
                .iterator();
    }

    private static Stream<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group);
    }

    private static String replaced(String text, Map<String, String> ports) {
        return NUMBER.matcher(text).replaceAll(number -> ports.getOrDefault(number.group(), number.group()));
    }
}
