package dev.sluice.loadbalancer.pool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/** The metadata {@code weight} of an instance. */
final class Weight {

    static final int MAX = 1_000;

    private static final int DEFAULT = 1;
    private static final String KEY = "weight";

    private static final Logger log = LoggerFactory.getLogger(Weight.class);

    private Weight() {}

    /** A whole number from 1 to {@value #MAX}; 1 where there is none, or where it is none. */
    static int of(ServiceInstance instance) {
        String weight =
                instance.getMetadata() == null ? null : instance.getMetadata().get(KEY);
        if (weight == null) {
            return DEFAULT;
        }
        try {
            int value = Integer.parseInt(weight.strip());
            if (value >= 1 && value <= MAX) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, with the numbers that are out of range
        }
        log.warn("the weight of {} is {}, and counts as 1: it must be from 1 to {}", instance.getUri(), weight, MAX);
        return DEFAULT;
    }
}
