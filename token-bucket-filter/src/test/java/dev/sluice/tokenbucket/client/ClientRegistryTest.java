package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientRegistryTest {

    private static final Client ANN = Client.of("ann", Limit.of(1, 1));

    @Test
    void findsExactlyTheClientsItIsMadeOf() {
        ClientRegistry registry = ClientRegistry.of(List.of(ANN));

        assertThat(registry.find(ClientKey.ofClientId("ann")).join()).contains(ANN);
        assertThat(registry.find(ClientKey.ofClientId("bob")).join()).isEmpty();
    }

    @Test
    void answersAtOnce() {
        ClientRegistry registry = ClientRegistry.of(List.of(ANN));

        assertThat(registry.find(ANN.key())).isCompleted();
        assertThat(registry.find(ClientKey.ofClientId("bob"))).isCompleted();
    }
}
