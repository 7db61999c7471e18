package dev.sluice.admin.client;

import dev.sluice.tokenbucket.client.ClientListing;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives out all clients line by line, no faster than they are taken. */
final class ClientExport {

    /** Clients in one statement. */
    private static final int PAGE = 1000;

    /** Lines in one buffer: the server asks for up to 128 buffers ahead, which is then some megabytes at most. */
    private static final int LINES = 50;

    private final Clients clients;
    private final StrictJson json;

    ClientExport(Clients clients, StrictJson json) {
        this.clients = clients;
        this.json = json;
    }

    /** Every client as a line, in the order of their ids. */
    Flux<DataBuffer> run(DataBufferFactory buffers) {
        return page("").expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : page(page.get(PAGE - 1).id()))
                .concatMapIterable(ClientExport::parts, 1)
                .map(part -> buffers.wrap(lines(part)));
    }

    private Mono<List<Standing>> page(String after) {
        return clients.list(ClientListing.after(after), PAGE);
    }

    private static List<List<Standing>> parts(List<Standing> page) {
        List<List<Standing>> parts = new ArrayList<>();
        for (int from = 0; from < page.size(); from += LINES) {
            parts.add(page.subList(from, Math.min(from + LINES, page.size())));
        }
        return parts;
    }

    private byte[] lines(List<Standing> part) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Standing standing : part) {
            lines.writeBytes(json.mapper().writeValueAsBytes(ClientView.of(standing)));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
