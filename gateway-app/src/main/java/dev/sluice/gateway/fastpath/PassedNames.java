package dev.sluice.gateway.fastpath;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of those headers of an answer that went on to the client, collected when somebody asks for them. */
final class PassedNames extends AbstractSet<String> {

    private final HttpHeaders received;
    private @Nullable Set<String> names;

    PassedNames(HttpHeaders received) {
        this.received = received;
    }

    @Override
    public Iterator<String> iterator() {
        return names().iterator();
    }

    @Override
    public int size() {
        return names().size();
    }

    @Override
    public boolean contains(Object name) {
        return names().contains(name);
    }

    private Set<String> names() {
        Set<String> collected = names;
        if (collected == null) {
            collected = received.names().stream()
                    .filter(name -> !PlainHeaders.isHopByHop(name))
                    .collect(Collectors.toUnmodifiableSet());
            names = collected;
        }
        return collected;
    }
}
