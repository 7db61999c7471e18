package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes in clients line by line, as they come: each line stands for itself, and good ones are kept. */
final class ClientImport {

    /** Lines in one statement. */
    private static final int BATCH = 1000;

    private final StrictJson json;
    private final ClientIds ids;
    private final ImportBatch batch;

    ClientImport(StrictJson json, ClientIds ids, ImportBatch batch) {
        this.json = json;
        this.ids = ids;
        this.batch = batch;
    }

    /** Takes in all lines of a body. */
    Mono<ImportReport> run(Flux<DataBuffer> body) {
        return Mono.defer(() -> {
            ImportTally tally = new ImportTally();
            LineReader reader = new LineReader();
            return body.map(reader::read)
                    .concatWith(Mono.fromSupplier(reader::end))
                    .concatMapIterable(lines -> lines, 1)
                    .flatMapIterable(line -> parsed(line, tally), 1)
                    .buffer(BATCH)
                    .concatMap(lines -> batch.run(lines, tally), 1)
                    .then(Mono.fromSupplier(tally::report))
                    .onErrorMap(RepositoryUnavailableException.class, away -> cutShort(tally, away));
        });
    }

    /** The line as it was read, or none if it is wrong. */
    private List<ImportLine> parsed(Line line, ImportTally tally) {
        try {
            if (line.tooLong) {
                throw JsonProblem.refusal("the line must not be longer than " + LineReader.MAX_BYTES + " bytes");
            }
            NewClientBody client = json.read(line.bytes, NewClientBody.class);
            var unused = ids.checked(client.clientId());
            return List.of(new ImportLine(line.number, client));
        } catch (RefusedException e) {
            tally.failed(line.number, e.getMessage());
            return List.of();
        }
    }

    private static RefusedException cutShort(ImportTally tally, RepositoryUnavailableException away) {
        return new RefusedException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Service not available; at least " + tally.kept() + " lines were kept",
                away);
    }
}
