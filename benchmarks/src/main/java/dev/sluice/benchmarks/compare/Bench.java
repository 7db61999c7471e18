package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts contenders under load, one at a time. */
final class Bench {

    private final List<Contender> contenders;
    private final Options options;

    /** Warms up whoever has to be warm. */
    Bench(List<Contender> contenders, Options options) throws IOException, InterruptedException {
        this.contenders = contenders;
        this.options = options;
        for (Contender contender : contenders) {
            if (contender.jvm()) {
                System.out.println("warming up " + contender.name());
                Wrk.run(contender.port(), Load.main(), options.warmUp());
            }
        }
    }

    List<Contender> contenders() {
        return contenders;
    }

    Options options() {
        return options;
    }

    /** Everybody under each load. */
    Map<Load, Comparison> compare(List<Load> loads) throws IOException, InterruptedException {
        return compare(contenders, loads);
    }

    /** Rounds in which each has its turn under each load, and of all its turns the medians. */
    Map<Load, Comparison> compare(List<Contender> some, List<Load> loads) throws IOException, InterruptedException {
        Map<Load, Map<String, List<Measurement>>> turns = new LinkedHashMap<>();
        for (Load load : loads) {
            Map<String, List<Measurement>> ofLoad = new LinkedHashMap<>();
            some.forEach(contender -> ofLoad.put(contender.name(), new ArrayList<>()));
            turns.put(load, ofLoad);
        }
        warmUp(some, loads);
        for (int round = 0; round < options.rounds(); round++) {
            for (Load load : loads) {
                Map<String, List<Measurement>> ofLoad = Objects.requireNonNull(turns.get(load));
                for (Contender contender : Rotation.order(some, round)) {
                    Objects.requireNonNull(ofLoad.get(contender.name())).add(measure(contender, load, round));
                }
            }
        }
        Map<Load, Comparison> comparisons = new LinkedHashMap<>();
        turns.forEach((load, ofLoad) -> comparisons.put(load, Comparison.of(ofLoad)));
        return comparisons;
    }

    /** The main load they know; any other takes other ways through them. */
    private void warmUp(Collection<Contender> some, List<Load> loads) throws IOException, InterruptedException {
        for (Load load : loads) {
            for (Contender contender : some) {
                if (contender.jvm() && !load.equals(Load.main())) {
                    Wrk.run(contender.port(), load, Math.max(1, options.warmUp() / 4));
                }
            }
        }
    }

    private Measurement measure(Contender contender, Load load, int round) throws IOException, InterruptedException {
        List<Long> own = List.of(contender.server().pid());
        List<Long> besides = contender.besides().stream().map(Server::pid).toList();
        double ownBefore = ProcessorTime.of(own);
        double besidesBefore = ProcessorTime.of(besides);
        WrkResult result = Wrk.run(contender.port(), load, options.seconds());
        Measurement measurement =
                Measurement.of(result, ProcessorTime.of(own) - ownBefore, ProcessorTime.of(besides) - besidesBefore);
        System.out.printf(
                "round %d  %-11s %-8s x%-4d %s%n",
                round + 1, contender.name(), load.path(), load.connections(), measurement);
        return measurement;
    }

    /** Those of them that are there. */
    List<Contender> among(String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        contenders.stream().filter(contender -> contender.name().equals(name)))
                .toList();
    }
}
