package dev.sluice.tokenbucket.usage;

import dev.sluice.tokenbucket.client.RepeatedSaving;
import java.time.Duration;

/**
 * Saves a {@link UsageBook} every second: so long it takes, about, until other gateways know of a decision.
 *
 * <p>Of very many clients it saves a few at a time and rests in between, so that the database has to do with usage for a thirtieth of the time
 * at most, as long as a few take it less than 34 ms: it never rests for more than a second. With ten thousand clients that are busy at once, others learn of a decision some twenty seconds later.
 */
public final class UsageSaving extends RepeatedSaving {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** For each part of the time that is spent on saving. */
    private static final int PARTS_OF_REST = 29;

    private final UsageBook book;

    /** A saving that rests until it is started. */
    public UsageSaving(UsageBook book) {
        super("sluice-usage", PERIOD);
        this.book = book;
    }

    @Override
    protected void save() {
        book.saveSome();
    }

    @Override
    protected void saveAll() {
        book.save();
    }

    @Override
    protected Duration rest(Duration took) {
        Duration rest = took.multipliedBy(PARTS_OF_REST);
        return book.isBehind() && rest.compareTo(PERIOD) < 0 ? rest : PERIOD;
    }
}
