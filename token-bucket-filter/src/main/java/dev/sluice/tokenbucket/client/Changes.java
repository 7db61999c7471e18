package dev.sluice.tokenbucket.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What has changed, until somebody takes all of it to save it.
 *
 * <p>A stack without locks (R. K. Treiber, 1986). It is only ever taken whole, so that no node comes back to it. Nothing that was taken leads
 * to what came later, as in a linked queue, of which the collector keeps every node that comes after an old one.
 *
 * @param <T> what changes
 */
public final class Changes<T> {

    private final AtomicReference<@Nullable Change<T>> last = new AtomicReference<>();

    /** Nothing has changed. */
    public Changes() {}

    /** Notes a change; any thread may. */
    public void add(T changed) {
        last.updateAndGet(before -> new Change<>(changed, before));
    }

    /** Takes all that was noted before this call, the last first. */
    public List<T> takeAll() {
        List<T> taken = new ArrayList<>();
        for (Change<T> change = last.getAndSet(null); change != null; change = change.before) {
            taken.add(change.changed);
        }
        return taken;
    }

    private record Change<T>(T changed, @Nullable Change<T> before) {}
}
