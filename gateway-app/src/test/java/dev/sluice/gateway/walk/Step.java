package dev.sluice.gateway.walk;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command of a page, and what it says that the command prints.
 *
 * @param page the page
 * @param line the line of the command, from 1
 * @param command the command without its prompt
 * @param output the lines after it; {@code …} stands for anything within a line, and alone on its line for any lines
 */
record Step(Path page, int line, String command, List<String> output) {

    private static final String ANYTHING = "…";
    private static final String JAR = "java -jar gateway-app/target/gateway-app.jar";
    private static final String OWN_GATEWAY = "java -jar examples/";
    private static final String MAIN_JOB = "./mvnw -pl gateway-app -am spring-boot:run";
    private static final String PACKAGE = "./mvnw -Dmaven.test.skip package";
    private static final Pattern BACKGROUND = Pattern.compile(" &(?: |$)");
    private static final Pattern VARIABLES = Pattern.compile("^([A-Z_]+=\\S* +)*");

    /** Whether it builds what the build that runs this test has built already. */
    boolean builds() {
        return command.startsWith(PACKAGE);
    }

    /** The command, with the jar in the place of Maven. */
    String withTheJar() {
        return command.replace(MAIN_JOB, JAR + " --spring.profiles.active=demo");
    }

    /**
     * Whether it starts a gateway, which then runs beside the commands that follow, and neither one whose end is looked at nor one
     * that the shell itself runs beside them.
     */
    boolean startsAGateway() {
        boolean alone = !command.contains("|") && !BACKGROUND.matcher(command).find();
        return (withTheJar().contains(JAR) && alone) || command.startsWith(OWN_GATEWAY);
    }

    /** Whether it calls a program. */
    boolean calls(String program) {
        return VARIABLES.matcher(command).replaceFirst("").startsWith(program + " ");
    }

    /** Whether it may print this. */
    boolean allows(List<String> printed) {
        String lines = String.join("\n", printed).stripTrailing() + "\n";
        return expected().matcher(lines).matches();
    }

    private Pattern expected() {
        StringBuilder pattern = new StringBuilder();
        for (String said : output.isEmpty() ? List.of("") : output) {
            if (said.strip().equals(ANYTHING)) {
                pattern.append("(?:.*\n)*?");
            } else {
                for (String part : said.split(ANYTHING, -1)) {
                    pattern.append(Pattern.quote(part)).append(".*");
                }
                pattern.setLength(pattern.length() - ".*".length());
                pattern.append("[ \t]*\n");
            }
        }
        return Pattern.compile(pattern.toString());
    }

    @Override
    public String toString() {
        return page + ":" + line + ": " + command;
    }
}
