package dev.sluice.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The medians of several contenders under one load, in the order in which they are shown. */
final class Comparison {

    private final Map<String, Measurement> medians;

    private Comparison(Map<String, Measurement> medians) {
        this.medians = medians;
    }

    static Comparison of(Map<String, List<Measurement>> turns) {
        Map<String, Measurement> medians = new LinkedHashMap<>();
        turns.forEach((name, ofContender) -> medians.put(name, Measurement.median(ofContender)));
        return new Comparison(medians);
    }

    Set<String> names() {
        return medians.keySet();
    }

    Optional<Measurement> of(String contender) {
        return Optional.ofNullable(medians.get(contender));
    }

    /** The contender's figure as a multiple of the other's. */
    Optional<Double> ratio(String contender, String other, Figure figure) {
        return of(contender)
                .flatMap(one -> of(other).map(divisor -> figure.of(one) / figure.of(divisor)))
                .filter(Double::isFinite);
    }

    /** What can be compared. */
    enum Figure {
        PER_SECOND {
            @Override
            double of(Measurement measurement) {
                return measurement.perSecond();
            }
        },
        CPU {
            @Override
            double of(Measurement measurement) {
                return measurement.cpu();
            }
        };

        abstract double of(Measurement measurement);
    }
}
