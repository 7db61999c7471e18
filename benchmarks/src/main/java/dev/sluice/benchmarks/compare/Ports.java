package dev.sluice.benchmarks.compare;

import java.util.List;

/** Where everything listens, on 127.0.0.1; below what Linux takes for outgoing connections. */
final class Ports {

    static final int FIRST_BACKEND = 28101;
    static final int SECOND_BACKEND = 28102;
    static final int REDIS = 28103;

    /** The contenders follow each other from here on, in the order of the list. */
    private static final int FIRST_CONTENDER = 28111;

    private static final List<String> CONTENDERS = List.of(
            Contenders.NGINX,
            Contenders.HAPROXY,
            Contenders.BARE,
            Contenders.STOCK,
            Contenders.STOCK_LEAN,
            Contenders.STOCK_REDIS,
            Contenders.GO,
            Contenders.SLUICE,
            Contenders.SLUICE_LOG);

    private Ports() {}

    static int of(String contender) {
        return FIRST_CONTENDER + CONTENDERS.indexOf(contender);
    }
}
