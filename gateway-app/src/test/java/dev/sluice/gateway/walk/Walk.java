package dev.sluice.gateway.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.GatewayProcess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A walk through a page of documentation, in a directory of its own that looks like the root of the repository.
 *
 * <p>Each command of the page runs in bash and has to print what the page says, see {@link Page}. A command that starts the gateway
 * starts it beside the others, in the place of the one before it, as after Ctrl-C. What builds the gateway is passed over: the
 * build that runs this test has done it. Ports are moved to free ones, in the page and in the settings, see {@link MovedPorts}.
 */
public final class Walk implements AutoCloseable {

    private final Place place;
    private final List<Step> steps;
    private final Map<String, String> meanings = new LinkedHashMap<>();
    private final Map<String, Runnable> substitutes = new LinkedHashMap<>();
    private final Shell shell;
    private final Map<Step, List<String>> taken = new LinkedHashMap<>();
    private Optional<GatewayProcess> gateway = Optional.empty();

    private Walk(Place place, List<Step> steps) {
        this.place = place;
        this.steps = steps;
        this.shell = Shell.in(place.directory(), place.path());
    }

    /**
     * A walk through a page.
     *
     * @param page the page, from the root of the repository
     * @param directory an empty directory
     */
    public static Walk through(String page, Path directory) {
        List<Step> steps = Page.steps(Place.ROOT.resolve(page));
        assertThat(steps).as("commands of %s", page).isNotEmpty();
        return new Walk(Place.in(directory, steps), steps);
    }

    /** Says what really stands where the page has an example, such as the address of a database. */
    public Walk where(String said, String really) {
        meanings.put(place.ports().there(said), really);
        return this;
    }

    /** Says what is done in the place of the commands that begin so, which print nothing then. */
    public Walk instead(String beginning, Runnable substitute) {
        substitutes.put(beginning, substitute);
        return this;
    }

    /** Goes to the end of the page, past the commands that call a program. */
    public Walk without(String program) {
        steps.stream().filter(step -> !step.calls(program)).forEach(this::take);
        return this;
    }

    /** Goes to the end of the page. */
    public Walk toTheEnd() {
        steps.forEach(this::take);
        return this;
    }

    private void take(Step step) {
        if (step.builds()) {
            return;
        }
        String command = meant(place.ports().there(step.withTheJar()));
        List<String> output = substitute(step)
                .map(Walk::run)
                .orElseGet(() -> step.startsAGateway() ? start(command) : shell.run(command));
        List<String> printed = output.stream().map(this::said).toList();
        taken.put(step, printed);
        assertThat(step.allows(printed))
                .as("%s prints%n%s%nand the page says%n%s", step, lines(printed), lines(step.output()))
                .isTrue();
    }

    private Optional<Runnable> substitute(Step step) {
        return substitutes.entrySet().stream()
                .filter(each -> step.command().startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<String> run(Runnable substitute) {
        substitute.run();
        return List.of();
    }

    /** What the calls of a program have printed. */
    public String outputOf(String program) {
        return taken.entrySet().stream()
                .filter(each -> each.getKey().calls(program))
                .map(each -> lines(each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private List<String> start(String command) {
        gateway.ifPresent(GatewayProcess::stop);
        GatewayProcess started = GatewayProcess.run(place.directory(), place.path(), command);
        gateway = Optional.of(started);
        assertThat(started.port()).isPositive();
        return started.output();
    }

    private String meant(String command) {
        String meant = command;
        for (Map.Entry<String, String> meaning : meanings.entrySet()) {
            meant = meant.replace(meaning.getKey(), meaning.getValue());
        }
        return meant;
    }

    private String said(String printed) {
        String said = printed;
        for (Map.Entry<String, String> meaning : meanings.entrySet()) {
            said = said.replace(meaning.getValue(), meaning.getKey());
        }
        return place.ports().back(said);
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        gateway.ifPresent(GatewayProcess::close);
        shell.close();
    }
}
