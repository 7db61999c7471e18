package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told of every decision about a request, on the thread that makes it: to be quick about it, and never to block. */
@FunctionalInterface
public interface DecisionListener {

    /**
     * A request was decided about.
     *
     * @param key the key that it spends under; absent if it has none
     * @param client the client that is registered under the key; absent if there is none
     * @param cost its cost in tokens
     */
    void decided(Outcome outcome, @Nullable ClientKey key, @Nullable Client client, long cost);

    /** One that tells all of these. */
    static DecisionListener all(List<DecisionListener> listeners) {
        DecisionListener[] told = listeners.toArray(DecisionListener[]::new);
        return (outcome, key, client, cost) -> {
            for (DecisionListener listener : told) {
                listener.decided(outcome, key, client, cost);
            }
        };
    }
}
