package dev.sluice.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation and its commands: the fenced blocks of the language {@code console}, in which a line after a prompt,
 * {@code $}, is a command, which goes on after a backslash or to the end of its here document; the lines after it are its output.
 */
final class Page {

    private static final String FENCE = "```";
    private static final String CONSOLE = FENCE + "console";
    private static final String PROMPT = "$ ";
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<'?(\\w+)'?");

    private Page() {}

    static List<Step> steps(Path page) {
        try {
            return steps(page, Files.readAllLines(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Step> steps(Path page, List<String> lines) {
        List<Step> steps = new ArrayList<>();
        boolean console = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                console = line.equals(CONSOLE);
            } else if (console && line.startsWith(PROMPT)) {
                int first = i;
                StringBuilder command = new StringBuilder(line.substring(PROMPT.length()));
                while (lines.get(i).endsWith("\\")) {
                    command.append('\n').append(lines.get(++i));
                }
                Matcher document = HERE_DOCUMENT.matcher(command);
                if (document.find()) {
                    do {
                        command.append('\n').append(lines.get(++i));
                    } while (!lines.get(i).equals(document.group(1)));
                }
                List<String> output = new ArrayList<>();
                while (!lines.get(i + 1).startsWith(PROMPT) && !lines.get(i + 1).startsWith(FENCE)) {
                    output.add(lines.get(++i));
                }
                steps.add(new Step(page, first + 1, command.toString(), trimmed(output)));
            }
        }
        return steps;
    }

    /** A blank line before the next prompt separates, and is no output. */
    private static List<String> trimmed(List<String> output) {
        int end = output.size();
        while (end > 0 && output.get(end - 1).isBlank()) {
            end--;
        }
        return List.copyOf(output.subList(0, end));
    }
}
