package dev.sluice.tokenbucket.usage;

import dev.sluice.tokenbucket.client.RepeatedSaving;
import java.time.Duration;

/** Saves a {@link UsageBook} every second: so long it takes, about, until other gateways know of a decision. */
public final class UsageSaving extends RepeatedSaving {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** A saving that rests until it is started. */
    public UsageSaving(UsageBook book) {
        super("sluice-usage", PERIOD, book::save);
    }
}
