package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.usage.Refusals;
import dev.sluice.tokenbucket.usage.UsageBook;
import org.jspecify.annotations.Nullable;

/** Writes down what is to be remembered of decisions: who was refused, and what each client did. */
public final class Remembered implements DecisionListener {

    private final Refusals refusals;
    private final UsageBook usage;

    /** Writes to these. */
    public Remembered(Refusals refusals, UsageBook usage) {
        this.refusals = refusals;
        this.usage = usage;
    }

    @Override
    public void decided(Outcome outcome, @Nullable ClientKey key, @Nullable Client client, long cost) {
        switch (outcome) {
            case ADMITTED -> {
                if (client != null) {
                    usage.count(client, true, cost);
                }
            }
            case REFUSED, UNKNOWN_CLIENT -> refused(key, client, cost);
            case UNLIMITED, MISSING_KEY, UNDECIDED -> {}
        }
    }

    private void refused(@Nullable ClientKey key, @Nullable Client client, long cost) {
        if (client != null) {
            usage.count(client, false, cost);
            refusals.count(client);
        } else if (key != null) {
            refusals.count(key);
        }
    }
}
