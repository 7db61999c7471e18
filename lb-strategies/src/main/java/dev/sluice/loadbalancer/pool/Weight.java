package dev.sluice.loadbalancer.pool;

import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/** The metadata {@code weight} of an instance: a whole number from 1 to {@value #MAX}. */
public final class Weight {

    /** Its name among the metadata. */
    public static final String KEY = "weight";

    /** The largest: an instance with it has a thousand turns where another has one. */
    public static final int MAX = 1_000;

    private static final int DEFAULT = 1;

    private static final Logger log = LoggerFactory.getLogger(Weight.class);

    private Weight() {}

    /** The weight that a text is; empty if it is none. */
    public static OptionalInt parsed(String text) {
        try {
            int value = Integer.parseInt(text.strip());
            return value >= 1 && value <= MAX ? OptionalInt.of(value) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** That of an instance; 1 where there is none, or where it is none: a registry may say what it likes at any time. */
    static int of(ServiceInstance instance) {
        String weight =
                instance.getMetadata() == null ? null : instance.getMetadata().get(KEY);
        if (weight == null) {
            return DEFAULT;
        }
        OptionalInt value = parsed(weight);
        if (value.isPresent()) {
            return value.getAsInt();
        }
        log.warn("the weight of {} is {}, and counts as 1: it must be from 1 to {}", instance.getUri(), weight, MAX);
        return DEFAULT;
    }
}
