package dev.sluice.loadbalancer.pool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each time that an instance begins or ceases to take requests. */
final class Journal {

    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    private Journal() {}

    /** To people an instance that is ejected is down: what matters is that it gets nothing, and why. */
    static void changed(Backend backend, State before) {
        State after = backend.state();
        switch (after) {
            case UP -> log.info("backend {} {} is UP", backend.service(), backend.address());
            case DRAINING ->
                log.info("backend {} {} is DRAINING: {}", backend.service(), backend.address(), backend.reason());
            case DOWN, EJECTED -> {
                if (before == State.UP || before == State.DRAINING) {
                    log.warn("backend {} {} is DOWN: {}", backend.service(), backend.address(), backend.reason());
                }
            }
        }
    }
}
