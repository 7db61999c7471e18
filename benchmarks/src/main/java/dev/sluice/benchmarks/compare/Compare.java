package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the comparison; {@code benchmarks/compare} builds what it needs and calls it. */
public final class Compare {

    private Compare() {}

    /** Takes the options that {@code benchmarks/compare --help} tells, in the root of the project. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            run(Options.parse(arguments));
        } catch (ComplaintException complaint) {
            System.err.println(complaint.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options) throws IOException, InterruptedException {
        Programs.require("wrk", "nginx");
        Path root = Path.of("").toAbsolutePath();
        try (Laboratory laboratory = Laboratory.open(root)) {
            Contenders contenders = Contenders.start(laboratory, options);
            Bench bench = new Bench(contenders.ready(), options);
            Machine machine = Machine.look(root);
            Path results = options.results(root);
            String name = ResultPage.freeName(results);
            List<Section> sections = new ArrayList<>();
            for (Suite suite : options.suites()) {
                System.out.printf("%n%s%n", suite.name());
                sections.add(suite.run(bench));
                // After each, since the next may fail.
                ResultPage page = new ResultPage(options, machine, contenders.absent(), sections);
                Path written = page.write(results, name);
                System.out.printf("%n%s%nWritten to %s%n", page.text(), root.relativize(written));
            }
        }
    }
}
