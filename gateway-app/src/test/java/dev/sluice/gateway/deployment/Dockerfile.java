package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The instructions of a Dockerfile, from the first to the last. */
record Dockerfile(List<Instruction> instructions) {

    static Dockerfile read(Path file) throws IOException {
        String text = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
        return new Dockerfile(text.replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .map(Instruction::parse)
                .toList());
    }

    Stream<Instruction> all(String keyword) {
        return instructions.stream().filter(instruction -> instruction.keyword().equals(keyword));
    }

    /** The last with this keyword, which is the one that counts. */
    Instruction last(String keyword) {
        return all(keyword).reduce((first, second) -> second).orElseThrow(() -> new AssertionError("no " + keyword));
    }

    /** Where the application is in the image. */
    String directory() {
        return last("WORKDIR").arguments();
    }

    /**
     * One instruction.
     *
     * @param flags what stands before the arguments as {@code --name=value}
     */
    record Instruction(String keyword, Map<String, String> flags, String arguments) {

        private static Instruction parse(String line) {
            List<String> words = List.of(line.strip().split("\\s+"));
            Map<String, String> flags = new HashMap<>();
            int first = 1;
            while (first < words.size() && words.get(first).startsWith("--")) {
                String[] flag = words.get(first).substring(2).split("=", 2);
                flags.put(flag[0], flag.length > 1 ? flag[1] : "");
                first++;
            }
            return new Instruction(words.get(0), flags, String.join(" ", words.subList(first, words.size())));
        }

        List<String> words() {
            return List.of(arguments.split(" "));
        }

        /** The command of the form {@code ["program", "argument"]}, which no shell stands before. */
        List<String> command() {
            return JsonMapper.shared().readValue(arguments.substring(arguments.indexOf('[')), new TypeReference<>() {});
        }
    }
}
