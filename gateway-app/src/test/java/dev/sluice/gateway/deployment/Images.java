package dev.sluice.gateway.deployment;

import java.util.regex.Pattern;

/** How images are named. */
final class Images {

    /** The one that is built here. */
    static final String OURS = "sluice";

    /** Such as postgres:17.11: what it means does not change from one day to the next. */
    static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+[\\w.-]*");

    private Images() {}
}
