package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** All that was found, on what, of which versions: a page in Markdown and its plots. */
final class ResultPage {

    private final Options options;
    private final Machine machine;
    private final List<String> absent;
    private final List<Section> sections;
    private final LocalDate date = LocalDate.now(ZoneOffset.UTC);

    ResultPage(Options options, Machine machine, List<String> absent, List<Section> sections) {
        this.options = options;
        this.machine = machine;
        this.absent = absent;
        this.sections = sections;
    }

    /** Without the plots. */
    String text() {
        return page(List.of());
    }

    /** A name that nothing has which was written on the same day. */
    static String freeName(Path directory) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String name = today.toString();
        for (int i = 2; Files.exists(directory.resolve(name + ".md")); i++) {
            name = today + "-" + i;
        }
        return name;
    }

    Path write(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        List<String> pictures = new ArrayList<>();
        for (Section section : sections) {
            List<String> ofSection = new ArrayList<>();
            for (Plot plot : section.plots()) {
                String file = name + "-" + plot.name() + ".svg";
                Files.writeString(directory.resolve(file), plot.svg());
                ofSection.add("![%s](%s)\n".formatted(plot.title(), file));
            }
            pictures.add(String.join("\n", ofSection));
        }
        return Files.writeString(directory.resolve(name + ".md"), page(pictures));
    }

    private String page(List<String> pictures) {
        List<String> parts = new ArrayList<>();
        parts.add("# Beside the peers, " + date + "\n");
        parts.add("""
                Rounds of %d s, %d in all, each contender once in each, in rotated order; JVMs had %d s of load before. Medians of the rounds,
                errors added up. CPU is that of the contender's own processes; what stands after a plus is its Redis's. Everything shares
                the machine: load, contender, backends.
                """.formatted(options.seconds(), options.rounds(), options.warmUp()));
        if (options.quick()) {
            parts.add("In a hurry, and with JVMs that are not warm: it works, and no figure means anything.\n");
        }
        parts.addAll(absent.stream().map(reason -> reason + "\n").toList());
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            parts.add("## " + section.title() + "\n");
            parts.add(section.explanation() + "\n");
            section.tables().forEach(table -> parts.add(table.markdown()));
            if (!pictures.isEmpty()) {
                parts.add(pictures.get(i));
            }
        }
        parts.add("## On what\n");
        parts.add(machine.table().markdown());
        return String.join("\n", parts);
    }
}
