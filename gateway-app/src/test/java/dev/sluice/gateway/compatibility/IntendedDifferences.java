package dev.sluice.gateway.compatibility;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is meant to be different, each with its reason.
 *
 * <p>Nothing of it is about filters and predicates.
 */
final class IntendedDifferences {

    /** What Spring Boot says of an error tells the time and a number of its own. */
    private static final Pattern WORDS_OF_STOCK =
            Pattern.compile("\\{\"timestamp\":\"[^\"]+\",\"path\":.*\"requestId\":\"[^\"]+\"}");

    /** Ours have one form for all: {@code docs/} tells clients of it, and nothing of the inside gets out. */
    private static final Pattern WORDS_OF_OURS = Pattern.compile("\\{\"code\":\\d+,\"message\":\"[^\"]+\"}");

    /** RFC 9110, 15.5.6, wants it with a 405; Spring Boot leaves it out. */
    private static final String ALLOW = "Allow:";

    /** Each gateway is called from a port of its own. */
    private static final Pattern PORT_OF_THE_CLIENT = Pattern.compile("(for=\"[0-9.]+:)\\d+");

    private static final List<String> OF_THE_WORDS = List.of("Content-Length:", "Content-Type:");

    private IntendedDifferences() {}

    /** An answer without the words in which a gateway tells of an error of its own; the status remains. */
    static Message leftOut(Message answer) {
        if (!WORDS_OF_STOCK.matcher(answer.body()).matches()
                && !WORDS_OF_OURS.matcher(answer.body()).matches()) {
            return answer;
        }
        List<String> headers = answer.headers().stream()
                .filter(line -> !(answer.start().contains(" 405 ") && line.startsWith(ALLOW)))
                .filter(line -> OF_THE_WORDS.stream().noneMatch(line::startsWith))
                .toList();
        return new Message(answer.start(), headers, "(words of the gateway)");
    }

    /**
     * Header lines of one name under one spelling of it, that of the first.
     *
     * <p>Stock writes them so; ours leaves each as it came, since nobody may care (RFC 9110, 5.1).
     */
    static List<String> spelledAlike(List<String> headers) {
        Map<String, String> spellings = new HashMap<>();
        return headers.stream()
                .map(line -> {
                    int end = line.indexOf(':');
                    String name = line.substring(0, end);
                    String spelling = spellings.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> name);
                    return spelling + line.substring(end);
                })
                .toList();
    }

    /** A conversation without ports that nobody chose. */
    static String leftOut(String conversation) {
        return PORT_OF_THE_CLIENT.matcher(conversation).replaceAll("$1(port)");
    }
}
